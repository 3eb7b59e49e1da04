package dev.atlasgateway.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Trains the AOT cache of an unpacked image, or measures its start with and without it. */
public final class Rehearsal {

    private static final int TRAINING = 300; // rounds of calls; more of them change little
    private static final int CALLS = 50;

    private final Path image;

    private Rehearsal(Path image) {
        this.image = image;
    }

    /** @param arguments {@code train FOLDER} or {@code measure FOLDER ROUNDS} */
    public static void begin(String[] arguments) throws IOException, InterruptedException {
        var rehearsal = new Rehearsal(Path.of(arguments[1]).toAbsolutePath());
        switch (arguments[0]) {
            case "train" -> rehearsal.train();
            case "measure" -> rehearsal.measure(Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException("train or measure, not " + arguments[0]);
        }
        System.exit(0); // whatever PostgreSQL's watchers think of it
    }

    private void train() throws IOException, InterruptedException {
        try (var surroundings = new Surroundings();
                var gateway = new Started(entry("-XX:AOTCacheOutput=" + cache()), surroundings)) {
            gateway.use(TRAINING);
        }
        if (!Files.exists(cache())) {
            throw new IllegalStateException("The training left no cache at " + cache());
        }
    }

    /** In turns, so that whatever else the machine does strikes all alike. */
    private void measure(int rounds) throws IOException, InterruptedException {
        var ways = new LinkedHashMap<String, List<String>>();
        ways.put(
                "`java -jar`, the plain jar",
                List.of(fullJdk(), "-jar", plainJar().toString()));
        ways.put("the image without its cache", entry("-XX:AOTMode=off"));
        ways.put("**the image**", entry("-XX:AOTCache=" + cache(), "-XX:AOTMode=on"));
        var measured = new LinkedHashMap<String, List<long[]>>();
        try (var surroundings = new Surroundings()) {
            try (var first = new Started(ways.get("the image without its cache"), surroundings)) {
                first.use(1); // makes the schema, which is not what is measured
            }
            for (int round = 0; round < rounds; round++) {
                for (var way : ways.entrySet()) {
                    try (var gateway = new Started(way.getValue(), surroundings)) {
                        var resident = gateway.resident();
                        gateway.use(CALLS);
                        measured.computeIfAbsent(way.getKey(), ignored -> new ArrayList<>())
                                .add(new long[] {gateway.readyAfter(), resident, gateway.resident()});
                    }
                }
            }
        }
        System.out.printf(
                "| start | ready after ms (median of %d) | resident MB when ready | after %d calls |%n",
                rounds, CALLS * 6);
        System.out.println("|---|--:|--:|--:|");
        measured.forEach((way, runs) ->
                System.out.printf("| %s | %d | %d | %d |%n", way, median(runs, 0), median(runs, 1), median(runs, 2)));
    }

    private static long median(List<long[]> runs, int column) {
        return runs.stream().mapToLong(run -> run[column]).sorted().toArray()[runs.size() / 2];
    }

    private List<String> entry(String... options) {
        return entry(image, options);
    }

    /** What the image's ENTRYPOINT is, if it lies in that folder. */
    static List<String> entry(Path image, String... options) {
        var command = new ArrayList<>(
                List.of(image.resolve("runtime/bin/java").toString(), "@" + image.resolve("java.options")));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-jar", image.resolve("application/atlas-gateway.jar").toString()));
        return command;
    }

    private Path cache() {
        return cache(image);
    }

    static Path cache(Path image) {
        return image.resolve("gateway.aot");
    }

    private static String fullJdk() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path plainJar() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target"), "atlas-gateway-*.jar")) {
            return files.iterator().next();
        }
    }
}

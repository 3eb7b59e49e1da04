package dev.atlasgateway.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trains the AOT cache of an unpacked image, or measures its start with and without it. */
public final class Rehearsal {

    /** Less memory than compose.yaml and the chart give: what fits here fits there. */
    static final String CONTAINER = "768m";

    private static final int TRAINING = 300; // rounds of calls; more of them change little
    private static final int CALLS = 50;

    private final Image image;

    private Rehearsal(Image image) {
        this.image = image;
    }

    /** @param arguments {@code train FOLDER}, {@code measure FOLDER ROUNDS} or {@code start FOLDER COMMAND...} */
    public static void begin(String[] arguments) throws IOException, InterruptedException {
        var rehearsal = new Rehearsal(new Image(Path.of(arguments[1]).toAbsolutePath()));
        switch (arguments[0]) {
            case "train" -> rehearsal.train();
            case "measure" -> rehearsal.measure(Integer.parseInt(arguments[2]));
            case "start" -> rehearsal.start(List.of(arguments).subList(2, arguments.length));
            default -> throw new IllegalArgumentException("train, measure or start, not " + arguments[0]);
        }
        System.exit(0); // PostgreSQL's watcher threads would keep the process alive
    }

    private void train() throws IOException, InterruptedException {
        try (var environment = new RehearsalEnvironment(image)) {
            new MeasuredGateway(image.gateway(), environment)
                    .close(); // stores schema and policy, as before most starts
            try (var gateway = new MeasuredGateway(image.gateway("-XX:AOTCacheOutput=" + image.cache()), environment)) {
                gateway.use(TRAINING);
                gateway.requireWatchable(image);
            }
            if (!Files.exists(image.cache())) {
                throw new IllegalStateException("The training left no cache at " + image.cache());
            }
            for (var memory : List.of(CONTAINER, "128g")) { // the JVM silently ignores a cache that does not fit
                new MeasuredGateway(image.gateway(image.cached(), "-XX:AOTMode=on", in(memory)), environment).close();
            }
        }
    }

    /** Starts a gateway by another command, uses it and stops it; then starts it wrongly. */
    private void start(List<String> command) throws IOException, InterruptedException {
        try (var environment = new RehearsalEnvironment(image);
                var gateway = new MeasuredGateway(command, environment)) {
            gateway.use(CALLS);
            System.out.printf("Ready after %d ms.%n", gateway.readyAfter());
        }
        MeasuredGateway.requireFailure(command, "--spring.config.import=file:/missing.yaml");
    }

    /** Runs the variants in turns, so that other load of the machine affects all alike. */
    private void measure(int rounds) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var ways = List.of(
                new StartVariant(
                        "`java -jar`, the plain jar", List.of(java, in(CONTAINER), "-jar", "target/atlas-gateway.jar")),
                new StartVariant("the image without its cache", image.gateway(in(CONTAINER))),
                new StartVariant("**the image**", image.gateway(image.cached(), "-XX:AOTMode=on", in(CONTAINER))));
        try (var environment = new RehearsalEnvironment(image)) {
            try (var first = new MeasuredGateway(image.gateway(), environment)) {
                first.use(CALLS); // makes the schema, which is not measured
                first.requireWatchable(image);
            }
            for (int round = 0; round < rounds; round++) {
                for (var way : ways) {
                    try (var gateway = new MeasuredGateway(way.command(), environment)) {
                        way.add(gateway, CALLS);
                    }
                }
            }
        }
        for (var wrong : List.of("--spring.config.import=file:/missing.yaml", "--gateway.unknown=1")) {
            MeasuredGateway.requireFailure(image.gateway(image.cached()), wrong);
        }
        StartVariant.print(ways, CALLS * MeasuredGateway.CALLS_A_ROUND);
    }

    /** Returns the option from which a JVM sizes its heap as in a container with this memory. */
    private static String in(String memory) {
        return "-XX:MaxRAM=" + memory;
    }
}

package dev.atlasgateway.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The processor time that a Java process has taken, in milliseconds, by what its threads do. */
final class ProcessorTime {

    private static final long TICK = 10; // ms, the unit of /proc for a whole process, ended threads included

    private ProcessorTime() {}

    /** The kinds of threads that work during a start, in the order of the tables. */
    enum Worker {
        MAIN("main", "java"), // keeps the launcher's name
        C1("C1", "C1 "),
        C2("C2", "C2 "),
        G1("G1", "G1 "),
        OTHERS("others", "");

        final String title;
        private final String threads;

        Worker(String title, String threads) {
            this.title = title;
            this.threads = threads;
        }

        static Worker of(String thread) {
            return Arrays.stream(values())
                    .filter(worker -> thread.startsWith(worker.threads))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns the processor time until now. The time of threads that have ended counts as other. */
    static Map<Worker, Long> of(long pid) throws IOException {
        var process = Path.of("/proc/" + pid);
        var nanos = new LinkedHashMap<Worker, Long>();
        try (var threads = Files.list(process.resolve("task"))) {
            threads.forEach(thread -> add(thread, nanos));
        }
        var stat = Files.readString(process.resolve("stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ");
        var left = (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) * TICK; // utime, stime
        var taken = new LinkedHashMap<Worker, Long>();
        for (var worker : Worker.values()) {
            var time = worker == Worker.OTHERS ? Math.max(left, 0) : nanos.getOrDefault(worker, 0L) / 1_000_000;
            taken.put(worker, time);
            left -= time;
        }
        return taken;
    }

    private static void add(Path thread, Map<Worker, Long> nanos) {
        try {
            var name = Files.readString(thread.resolve("comm"));
            var running = Files.readString(thread.resolve("schedstat")).split(" ")[0];
            nanos.merge(Worker.of(name), Long.parseLong(running), Long::sum);
        } catch (NoSuchFileException e) {
            // it has just ended
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

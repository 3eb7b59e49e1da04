package dev.atlasgateway.image;

import static java.util.stream.Collectors.joining;

import dev.atlasgateway.image.ProcessorTime.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** One way to start the gateway, and its measurements. */
record StartVariant(String name, List<String> command, List<Run> runs) {

    private record Run(long readyAfter, Map<Worker, Long> processorTime, long resident, long residentLater) {

        long all() {
            return processorTime.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    StartVariant(String name, List<String> command) {
        this(name, command, new ArrayList<>());
    }

    /** Records how it started and how much memory it uses, also after some rounds of calls. */
    void add(MeasuredGateway gateway, int rounds) throws IOException, InterruptedException {
        var resident = gateway.resident();
        gateway.use(rounds);
        runs.add(new Run(gateway.readyAfter(), gateway.processorTime(), resident, gateway.resident()));
    }

    /** Prints tables of medians. */
    static void print(List<StartVariant> ways, int calls) {
        System.out.printf(
                "| start | ready after ms (median of %d) | resident MB when ready | after %d calls |%n",
                ways.getFirst().runs.size(), calls);
        System.out.println("|---|--:|--:|--:|");
        for (var way : ways) {
            System.out.printf(
                    "| %s | %,d | %,d | %,d |%n",
                    way.name, way.median(Run::readyAfter), way.median(Run::resident), way.median(Run::residentLater));
        }
        var workers = Arrays.stream(Worker.values()).map(worker -> worker.title).collect(joining(" | "));
        System.out.printf("%n| processor ms until ready | all | %s |%n", workers);
        System.out.println("|---|--:|" + "--:|".repeat(Worker.values().length));
        for (var way : ways) {
            var times = Arrays.stream(Worker.values())
                    .map(worker -> "%,d".formatted(way.median(run -> run.processorTime.get(worker))))
                    .collect(joining(" | "));
            System.out.printf("| %s | %,d | %s |%n", way.name, way.median(Run::all), times);
        }
    }

    private long median(ToLongFunction<Run> column) {
        return runs.stream().mapToLong(column).sorted().toArray()[runs.size() / 2];
    }
}

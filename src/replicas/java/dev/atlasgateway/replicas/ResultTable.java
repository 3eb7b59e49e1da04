package dev.atlasgateway.replicas;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Markdown table of what happened, for docs/performance.md. */
final class ResultTable {

    /** The one table of all tests that run together. */
    static final ResultTable SHARED = new ResultTable();

    private static final Path FILE = Path.of("target", "replicas", "table.md");

    private final List<String> rows = new ArrayList<>();

    private ResultTable() {}

    void add(String fault, List<CallResult> results, String audit, String recovered) {
        add(fault, seen(results), audit, recovered);
    }

    void add(String fault, String callers, String audit, String recovered) {
        rows.add("| %s | %s | %s | %s |".formatted(fault, callers, audit, recovered));
        write();
    }

    private static String seen(List<CallResult> results) {
        var counts =
                results.stream().collect(groupingBy(CallResult::seen, TreeMap::new, counting())).entrySet().stream()
                        .map(count -> "%s: %,d".formatted(count.getKey(), count.getValue()))
                        .collect(joining(", "));
        var longest = results.stream()
                .map(CallResult::duration)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return counts + "; longest call " + seconds(longest);
    }

    /** Returns how long after a moment the last failure was. */
    static Duration recovery(List<CallResult> results, Instant since) {
        return results.stream()
                .filter(call -> !call.succeeded() && call.ended().isAfter(since))
                .map(CallResult::ended)
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(since, last))
                .orElse(Duration.ZERO);
    }

    static String recovered(Duration after) {
        return after.isZero() ? "at once" : seconds(after);
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private void write() {
        var head = "| Fault | Callers saw | The audit says | Recovered after |\n| --- | --- | --- | --- |\n";
        var text = head + String.join("\n", rows) + "\n";
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(text);
    }
}

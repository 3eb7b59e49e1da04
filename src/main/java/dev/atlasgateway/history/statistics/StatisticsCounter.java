package dev.atlasgateway.history.statistics;

import dev.atlasgateway.audit.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up calls and their latencies. */
final class StatisticsCounter {

    private static final int LATENCIES_PER_OCTAVE = 8;

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Long> errors = new HashMap<>();
    private final TreeMap<Integer, Long> latencies = new TreeMap<>();

    void add(Outcome outcome, String errorCode, long calls) {
        outcomes.merge(outcome, calls, Long::sum);
        if (!errorCode.isEmpty()) {
            errors.merge(errorCode, calls, Long::sum);
        }
    }

    void add(int latency, long calls) {
        if (latency >= 0) {
            latencies.merge(latency, calls, Long::sum);
        }
    }

    CallStatistics sum() {
        var calls = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return new CallStatistics(calls, outcomes, errors, latency());
    }

    private CallStatistics.@Nullable Latency latency() {
        var known = latencies.values().stream().mapToLong(Long::longValue).sum();
        return known == 0
                ? null
                : new CallStatistics.Latency(quantile(0.5, known), quantile(0.95, known), quantile(0.99, known));
    }

    private Duration quantile(double share, long known) {
        var rank = Math.ceil(share * known);
        var seen = 0L;
        for (var entry : latencies.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return duration(entry.getKey());
            }
        }
        throw new IllegalStateException("fewer calls than counted");
    }

    /** Returns the middle of the latencies that share this number. */
    private static Duration duration(int latency) {
        var micros = Math.pow(2, (latency + 0.5) / LATENCIES_PER_OCTAVE);
        return Duration.ofNanos(Math.round(micros * 1_000));
    }
}

package dev.atlasgateway.history.statistics;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.problem.AnsweredBy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up calls and their latencies. */
final class StatisticsCounter {

    private static final int LATENCIES_PER_OCTAVE = 8;

    private final Side all = new Side();
    private final Map<AnsweredBy, Side> sides = new EnumMap<>(AnsweredBy.class);
    private final TreeMap<Integer, Long> latencies = new TreeMap<>();

    private record Side(Map<Outcome, Long> outcomes, Map<String, Long> errors) {

        Side() {
            this(new EnumMap<>(Outcome.class), new HashMap<>());
        }

        void add(Outcome outcome, String errorCode, long calls) {
            outcomes.merge(outcome, calls, Long::sum);
            if (!errorCode.isEmpty()) {
                errors.merge(errorCode, calls, Long::sum);
            }
        }
    }

    void add(Outcome outcome, AnsweredBy side, String errorCode, long calls) {
        all.add(outcome, errorCode, calls);
        sides.computeIfAbsent(side, any -> new Side()).add(outcome, errorCode, calls);
    }

    void add(int latency, long calls) {
        if (latency >= 0) {
            latencies.merge(latency, calls, Long::sum);
        }
    }

    CallStatistics sum() {
        var calls = all.outcomes.values().stream().mapToLong(Long::longValue).sum();
        var answeredBy = new EnumMap<AnsweredBy, CallStatistics.Answers>(AnsweredBy.class);
        sides.forEach((side, sum) -> answeredBy.put(side, new CallStatistics.Answers(sum.outcomes, sum.errors)));
        return new CallStatistics(calls, all.outcomes, all.errors, answeredBy, latency());
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

package dev.atlasgateway.history.statistics;

import dev.atlasgateway.audit.Outcome;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts and latency of some calls.
 *
 * @param outcomes the number of calls by outcome; outcomes without a call are left out
 * @param errors the number of calls by error code
 * @param latency null if there are no calls, or if it is not known how long they took
 */
public record CallStatistics(
        long calls,
        Map<Outcome, Long> outcomes,
        Map<String, Long> errors,
        @Nullable Latency latency) {

    public CallStatistics {
        outcomes = Map.copyOf(outcomes);
        errors = Map.copyOf(errors);
    }

    public long of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Percentiles of how long callers waited. */
    public record Latency(Duration p50, Duration p95, Duration p99) {}
}

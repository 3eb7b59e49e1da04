package dev.atlasgateway.history.statistics;

import dev.atlasgateway.audit.Outcome;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What some calls came to.
 *
 * @param outcomes how many ended how; those that none ended in are not there
 * @param errors how many were answered which error code
 * @param latency null where there are none, or nobody knows how long they took
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

    /** How long callers waited: half of them at most the first, all but one in twenty and in a hundred the others. */
    public record Latency(Duration p50, Duration p95, Duration p99) {}
}

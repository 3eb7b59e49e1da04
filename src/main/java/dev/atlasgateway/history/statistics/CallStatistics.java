package dev.atlasgateway.history.statistics;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.problem.AnsweredBy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts and latency of some calls.
 *
 * @param outcomes the number of calls by outcome; outcomes without a call are left out
 * @param errors the number of calls by error code, whether the gateway or Atlas answered; use {@code answeredBy} to tell them
 *     apart
 * @param answeredBy the same, of the calls that each side answered; sides without a call are left out
 * @param latency null if there are no calls, or if it is not known how long they took
 */
public record CallStatistics(
        long calls,
        Map<Outcome, Long> outcomes,
        Map<String, Long> errors,
        Map<AnsweredBy, Answers> answeredBy,
        @Nullable Latency latency) {

    public CallStatistics {
        outcomes = Map.copyOf(outcomes);
        errors = Map.copyOf(errors);
        answeredBy = Map.copyOf(answeredBy);
    }

    public long of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Returns the number of calls that this side answered with this outcome. */
    public long of(Outcome outcome, AnsweredBy side) {
        var answers = answeredBy.get(side);
        return answers == null ? 0 : answers.outcomes().getOrDefault(outcome, 0L);
    }

    /** Counts of the calls that one side answered. */
    public record Answers(Map<Outcome, Long> outcomes, Map<String, Long> errors) {

        public Answers {
            outcomes = Map.copyOf(outcomes);
            errors = Map.copyOf(errors);
        }
    }

    /** Percentiles of how long callers waited. */
    public record Latency(Duration p50, Duration p95, Duration p99) {}
}

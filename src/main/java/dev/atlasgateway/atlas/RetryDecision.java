package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Answered;
import dev.atlasgateway.exchange.AtlasResponse.Unanswered;
import dev.atlasgateway.exchange.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is sent once more.
 *
 * <p>Repeated are calls that did not leave, that Atlas refused for now (429, 503), and that are in doubt (no answer, 502,
 * 504). A 500 is not: it is Atlas's answer to this very call. Neither is what we ourselves refused.
 */
sealed interface RetryDecision {

    /**
     * Once more.
     *
     * @param cause what for, as a metric tag
     */
    record Repeat(String cause, Duration after) implements RetryDecision {}

    record Stop(Reason reason) implements RetryDecision {}

    enum Reason {
        /** The answer stands, good or bad. */
        FINAL,
        ATTEMPTS,
        DEADLINE,
        BUDGET,
        SUPERSEDED
    }

    /** An attempt that has less time than this is not worth turning a clear answer into a doubtful one. */
    Duration WORTHWHILE = Duration.ofMillis(500);

    /**
     * Decides from values alone.
     *
     * @param response the last one, with all attempts so far
     * @param attempt its number, from 1
     * @param chance of 0 to 1, for the jitter
     */
    static RetryDecision of(
            AtlasProperties.Retry retry,
            AtlasResponse response,
            int attempt,
            Instant now,
            Instant deadline,
            double chance) {
        var cause = cause(response);
        if (cause == null) {
            return new Stop(Reason.FINAL);
        }
        if (attempt >= retry.maxAttempts()) {
            return new Stop(Reason.ATTEMPTS);
        }
        var wait = backoff(retry, attempt, chance).plus(asked(response, now));
        return now.plus(wait).plus(WORTHWHILE).isAfter(deadline) ? new Stop(Reason.DEADLINE) : new Repeat(cause, wait);
    }

    private static @Nullable String cause(AtlasResponse response) {
        return switch (response) {
            case Answered answered ->
                switch (answered.status()) {
                    case 429, 502, 503, 504 -> Integer.toString(answered.status());
                    default -> null;
                };
            case Unanswered unanswered ->
                switch (unanswered.cause()) {
                    case NOT_SENT -> "not_sent";
                    case AMBIGUOUS -> "ambiguous";
                    case TIMED_OUT -> "timed_out";
                    case BREAKER_OPEN, TOO_MANY_CALLS, NO_TOKEN -> null;
                };
        };
    }

    private static Duration backoff(AtlasProperties.Retry retry, int attempt, double chance) {
        var average = retry.initialWait().toMillis() * Math.pow(retry.multiplier(), attempt - 1);
        return Duration.ofMillis(Math.round(average * (1 + retry.jitter() * (2 * chance - 1))));
    }

    /** What Atlas asked for comes on top: those whom it told the same second shall not all be back in that second. */
    private static Duration asked(AtlasResponse response, Instant now) {
        var asked = response instanceof Answered answered ? RetryAfter.of(answered.headers(), now) : null;
        return asked == null ? Duration.ZERO : asked;
    }
}

package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decision whether to retry a call.
 *
 * <p>The gateway retries calls that Atlas did not receive, that it refused for now (429, 503), and that are in doubt
 * (no response, 502, 504). It does not retry a 500, which is Atlas's answer to this very call, nor its own refusals.
 */
sealed interface RetryDecision {

    /**
     * Retry after a pause.
     *
     * @param cause reason, as the value of a metric tag
     */
    record Retry(String cause, Duration pause) implements RetryDecision {}

    /** Return the response to the caller. */
    record Stop(StopReason reason) implements RetryDecision {}

    enum StopReason {
        /** A retry makes no sense for this response. */
        FINAL,
        /** The call has used all its attempts. */
        ATTEMPTS,
        /** The pause would leave too little time before the deadline. */
        DEADLINE,
        /** The retry budget is empty. */
        BUDGET,
        /** A newer change to the same instance exists. */
        SUPERSEDED
    }

    /**
     * Decides from the given values alone.
     *
     * @param response the last response, with all attempts so far
     * @param attempt number of the last attempt, from 1
     * @param random from 0 to 1, for the jitter
     */
    static RetryDecision of(
            AtlasProperties.Retry settings,
            AtlasResponse response,
            int attempt,
            Instant now,
            Instant deadline,
            double random) {
        var cause = cause(response);
        if (cause == null) {
            return new Stop(StopReason.FINAL);
        }
        if (attempt >= settings.maxAttempts()) {
            return new Stop(StopReason.ATTEMPTS);
        }
        var wait = backoff(settings, attempt, random).plus(retryAfter(response, now));
        return now.plus(wait).plus(AtlasDeadline.SHORTEST_ATTEMPT).isAfter(deadline)
                ? new Stop(StopReason.DEADLINE)
                : new Retry(cause, wait);
    }

    private static @Nullable String cause(AtlasResponse response) {
        return switch (response) {
            case Reply reply ->
                switch (reply.status()) {
                    case 429, 502, 503, 504 -> Integer.toString(reply.status());
                    default -> null;
                };
            case NoReply noReply ->
                switch (noReply.cause()) {
                    case NOT_SENT -> "not_sent";
                    case AMBIGUOUS -> "ambiguous";
                    case TIMED_OUT -> "timed_out";
                    case BREAKER_OPEN, TOO_MANY_CALLS, NO_TOKEN -> null;
                };
        };
    }

    private static Duration backoff(AtlasProperties.Retry settings, int attempt, double random) {
        var average = settings.initialWait().toMillis() * Math.pow(settings.multiplier(), attempt - 1);
        return Duration.ofMillis(Math.round(average * (1 + settings.jitter() * (2 * random - 1))));
    }

    /**
     * Returns what Atlas asks for. The jitter comes on top, so that clients told the same second do not all return in
     * it.
     */
    private static Duration retryAfter(AtlasResponse response, Instant now) {
        var retryAfter = response instanceof Reply reply ? RetryAfter.of(reply.headers(), now) : null;
        return retryAfter == null ? Duration.ZERO : retryAfter;
    }
}

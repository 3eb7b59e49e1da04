package dev.atlasgateway.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What came of a call to Atlas: failing is a value here, so that every attempt is still told. */
public sealed interface AtlasResponse {

    /** Every try, oldest first; empty where nothing was tried. */
    List<Attempt> attempts();

    AtlasResponse withAttempts(List<Attempt> attempts);

    /** Returns this response with the attempts of an earlier one before its own. */
    default AtlasResponse after(AtlasResponse earlier) {
        return withAttempts(Stream.of(earlier, this)
                .flatMap(response -> response.attempts().stream())
                .toList());
    }

    /** Whether an attempt was sent of which nobody knows what became, whatever the last word is. */
    default boolean mayHaveApplied() {
        return attempts().stream().anyMatch(attempt -> attempt.effect() == Attempt.Effect.UNKNOWN);
    }

    /**
     * Atlas answered, whatever the status.
     *
     * @param headers by lower-case name, the last value where one came twice
     * @param body missing ({@link JsonNode#isMissingNode()}) where it is empty or no JSON
     */
    record Answered(int status, Map<String, String> headers, JsonNode body, List<Attempt> attempts)
            implements AtlasResponse {
        @Override
        public Answered withAttempts(List<Attempt> all) {
            return new Answered(status, headers, body, all);
        }
    }

    /**
     * Atlas did not answer, or was not asked.
     *
     * @param retryAfter when asking again makes sense, if that is known
     */
    record Unanswered(Cause cause, @Nullable Duration retryAfter, List<Attempt> attempts) implements AtlasResponse {
        @Override
        public Unanswered withAttempts(List<Attempt> all) {
            return new Unanswered(cause, retryAfter, all);
        }
    }

    /** Why there is no answer. */
    enum Cause {
        /** No connection: refused, unreachable, unknown host, TLS. Nothing left. */
        NOT_SENT,
        /** Sent, then silence, a reset or half an answer: the change may have been applied. */
        AMBIGUOUS,
        /** The time ran out while waiting for an answer: the change may have been applied. */
        TIMED_OUT,
        /** The circuit breaker of the service account is open. Nothing left. */
        BREAKER_OPEN,
        /** Too many calls of this service account are under way. Nothing left. */
        TOO_MANY_CALLS,
        /** No token could be had for the service account. Nothing left. */
        NO_TOKEN
    }
}

package dev.atlasgateway.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Result of a call to Atlas. A failure is a value too, so that it carries all attempts. */
public sealed interface AtlasResponse {

    /** Returns all attempts, oldest first; empty if there was none. */
    List<Attempt> attempts();

    AtlasResponse withAttempts(List<Attempt> attempts);

    /** Returns this response with the attempts of an earlier one before its own. */
    default AtlasResponse after(AtlasResponse earlier) {
        return withAttempts(Stream.of(earlier, this)
                .flatMap(response -> response.attempts().stream())
                .toList());
    }

    /** Returns whether an attempt may have changed the instance although Atlas did not confirm it. */
    default boolean mayHaveApplied() {
        return attempts().stream().anyMatch(attempt -> attempt.effect() == Attempt.Effect.UNKNOWN);
    }

    /**
     * Atlas answered, with any status.
     *
     * @param headers by lower-case name; the last value if a header came twice
     * @param body {@linkplain JsonNode#isMissingNode() missing} if it is empty or not JSON; the status counts even then
     */
    record Reply(int status, Map<String, String> headers, JsonNode body, List<Attempt> attempts)
            implements AtlasResponse {
        private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

        /** Returns the errorCode that Atlas gave in the body, else in the header; null without a valid one. */
        public @Nullable String errorCode() {
            return Stream.of(
                            body.path("errorCode").asString(""),
                            headers.getOrDefault("x-error-code", "").strip())
                    .filter(code -> ERROR_CODE.matcher(code).matches())
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Reply withAttempts(List<Attempt> all) {
            return new Reply(status, headers, body, all);
        }
    }

    /**
     * Atlas did not answer, or the gateway did not ask.
     *
     * @param retryAfter how long to wait before the next call; null if unknown
     */
    record NoReply(Cause cause, @Nullable Duration retryAfter, List<Attempt> attempts) implements AtlasResponse {
        @Override
        public NoReply withAttempts(List<Attempt> all) {
            return new NoReply(cause, retryAfter, all);
        }
    }

    /** Why Atlas did not answer. */
    enum Cause {
        /** No connection: refused, unreachable, unknown host, TLS. Nothing was sent. */
        NOT_SENT,
        /** Sent, then a lost connection or half a response: Atlas may have applied the change. */
        AMBIGUOUS,
        /** Sent, then no response in time: Atlas may have applied the change. */
        TIMED_OUT,
        /** The circuit breaker of the service account is open. Nothing was sent. */
        BREAKER_OPEN,
        /** Too many calls of this service account are in progress. Nothing was sent. */
        TOO_MANY_CALLS,
        /** No token is available for the service account. Nothing was sent. */
        NO_TOKEN
    }
}

package dev.atlasgateway.exchange;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to send a call to Atlas.
 *
 * @param status HTTP status of Atlas; 0 if none arrived
 * @param error code that says why no status arrived, never the text of an exception; else null
 */
public record Attempt(
        Instant startedAt,
        Duration duration,
        int status,
        Effect effect,
        @Nullable String error) {

    /** Effect of the attempt on the instance, as far as the gateway knows. */
    public enum Effect {
        /** Atlas confirmed it. */
        APPLIED,
        /** Atlas refused it, or did not receive it. */
        NONE,
        /** It was sent, and Atlas did not say what happened. */
        UNKNOWN
    }
}

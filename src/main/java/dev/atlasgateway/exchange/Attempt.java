package dev.atlasgateway.exchange;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try at reaching Atlas.
 *
 * @param status Atlas's status, 0 where none arrived
 * @param error why no status arrived, as one of our own words (never an exception's text), else null
 */
public record Attempt(
        Instant startedAt,
        Duration took,
        int status,
        Effect effect,
        @Nullable String error) {

    /** What the attempt did to the instance, as far as can be known from here. */
    public enum Effect {
        /** Atlas confirmed it. */
        APPLIED,
        /** Atlas refused it, or it never left. */
        NONE,
        /** It left and nobody said what became of it. */
        UNKNOWN
    }
}

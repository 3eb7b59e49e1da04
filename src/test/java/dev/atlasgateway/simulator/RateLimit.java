package dev.atlasgateway.simulator;

import java.time.Duration;

/** A token bucket: full at {@code capacity}, and {@code refill} more whenever {@code period} has passed. */
public record RateLimit(int capacity, int refill, Duration period) {

    /** Atlas's published figures for flex clusters (see "API rate limiting" in its documentation, April 2026). */
    public static RateLimit defaults() {
        return new RateLimit(1_200, 500, Duration.ofMinutes(1));
    }
}

package dev.atlasgateway.policy;

import java.time.Duration;

/**
 * A token bucket: starts full, costs one a call.
 *
 * @param capacity the largest burst
 * @param refill how many tokens come back, evenly, in each {@code period}
 */
public record Quota(long capacity, long refill, Duration period) {}

package dev.atlasgateway.simulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The bucket of one project.
 *
 * <p>It is refilled as a whole at the end of each period. That is inferred from recorded answers: a bucket of 100 tokens
 * per 60 seconds said to wait 6 seconds, which is more than a bucket that refills evenly would say. Another answer said 0
 * seconds, so the wait is rounded down.
 */
final class TokenBucket {

    private final RateLimit limit;
    private final InstantSource clock;
    private Instant refilled;
    private long tokens;

    TokenBucket(RateLimit limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
        this.refilled = clock.instant();
        this.tokens = limit.capacity();
    }

    /** Takes one token and returns how many remain, or returns how long the bucket stays empty. */
    synchronized TakeResult take() {
        var now = clock.instant();
        var periods = Duration.between(refilled, now).dividedBy(limit.period());
        if (periods > 0) {
            tokens = Math.min(limit.capacity(), tokens + periods * limit.refill());
            refilled = refilled.plus(limit.period().multipliedBy(periods));
        }
        if (tokens > 0) {
            return new TakeResult(true, --tokens, 0);
        }
        return new TakeResult(
                false, 0, Duration.between(now, refilled.plus(limit.period())).toSeconds());
    }

    RateLimit limit() {
        return limit;
    }

    record TakeResult(boolean authorized, long remaining, long retrySeconds) {}
}

package dev.atlasgateway.simulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The bucket of one project.
 *
 * <p>Refilled as a whole at the end of each period, which is inferred: a recorded 429 of a bucket that gets 100 tokens
 * per 60 seconds says to wait 6 seconds, which a bucket that trickles would never say. Another says 0, hence the
 * rounding down.
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

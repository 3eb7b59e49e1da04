package dev.atlasgateway.caller.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atlasgateway.caller.LoginLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Bounds the challenges to one address that no right answer follows. A right answer gives its challenge back, so clients
 * that log in are not limited, however often they call.
 */
final class ChallengeLimit {

    private static final int TRACKED_ADDRESSES = 10_000;

    private final int capacity;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(TRACKED_ADDRESSES)
            .expireAfterAccess(LoginLimit.PERIOD)
            .build();

    ChallengeLimit(int capacity, TimeMeter time) {
        this.capacity = capacity;
        this.time = time;
    }

    int capacity() {
        return capacity;
    }

    /** Counts a challenge. Returns zero, or the time until the next challenge if the limit is reached. */
    Duration challenge(String address) {
        var probe = buckets.get(address, ignored -> fullBucket()).tryConsumeAndReturnRemaining(1);
        return Duration.ofNanos(probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill()));
    }

    void answered(String address) {
        var bucket = buckets.getIfPresent(address);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, LoginLimit.PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }
}

package dev.atlasgateway.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atlasgateway.quota.SpendResult.EmptyBucket;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Success;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Buckets of this replica, in memory and without locks.
 *
 * <p>Only teams and projects of the policy have a bucket, so the limit on their number is a safety net. A bucket that
 * the cache evicts is full when the next call needs it.
 */
final class LocalBuckets implements Buckets {

    private static final int MAX_BUCKETS = 100_000;

    private final Cache<String, LocalBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_BUCKETS).build();
    private final TimeMeter clock;

    LocalBuckets(TimeMeter clock) {
        this.clock = clock;
    }

    @Override
    public SpendResult take(Allowance team, Allowance project) {
        var teamBucket = bucket(team);
        var first = teamBucket.take();
        if (!first.isConsumed()) {
            return empty(team, first);
        }
        var second = bucket(project).take();
        if (!second.isConsumed()) {
            teamBucket.giveBack();
            return empty(project, second);
        }
        return new Success(
                new Level(team, first.getRemainingTokens()), new Level(project, second.getRemainingTokens()));
    }

    /** Returns the capacity if the bucket does not exist yet, and does not create it. */
    @Override
    public long remaining(Allowance allowance) {
        var bucket = buckets.getIfPresent(allowance.key());
        return bucket == null
                ? allowance.quota().capacity()
                : Math.min(bucket.remaining(), allowance.quota().capacity());
    }

    @Override
    public void giveBack(Allowance allowance) {
        bucket(allowance).giveBack();
    }

    /** Lowers a bucket to the level that all replicas share. */
    void lowerTo(Level level) {
        bucket(level.allowance()).lowerTo(level.remaining());
    }

    private LocalBucket bucket(Allowance allowance) {
        var bucket = buckets.get(allowance.key(), key -> new LocalBucket(allowance.quota(), clock));
        bucket.apply(allowance.quota());
        return bucket;
    }

    private static EmptyBucket empty(Allowance allowance, ConsumptionProbe probe) {
        return new EmptyBucket(allowance, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}

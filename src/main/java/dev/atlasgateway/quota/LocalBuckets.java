package dev.atlasgateway.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atlasgateway.quota.SpendResult.Empty;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Taken;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * The buckets of this replica, in memory and without locks.
 *
 * <p>Only teams and projects of the policy have one, so the bound on their number is a safety net: a bucket that falls
 * out of it is full when it comes back.
 */
final class LocalBuckets implements Buckets {

    private static final int MOST = 100_000;

    private final Cache<String, LocalBucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final TimeMeter clock;

    LocalBuckets(TimeMeter clock) {
        this.clock = clock;
    }

    @Override
    public SpendResult take(Allowance team, Allowance project) {
        var ofTeam = bucket(team);
        var first = ofTeam.take();
        if (!first.isConsumed()) {
            return empty(team, first);
        }
        var second = bucket(project).take();
        if (!second.isConsumed()) {
            ofTeam.giveBack();
            return empty(project, second);
        }
        return new Taken(new Level(team, first.getRemainingTokens()), new Level(project, second.getRemainingTokens()));
    }

    /** A bucket that nobody has taken from is full, and is not made for being looked at. */
    @Override
    public long left(Allowance allowance) {
        var bucket = buckets.getIfPresent(allowance.key());
        return bucket == null
                ? allowance.quota().capacity()
                : Math.min(bucket.left(), allowance.quota().capacity());
    }

    @Override
    public void giveBack(Allowance allowance) {
        bucket(allowance).giveBack();
    }

    /** Learns from somebody who counts for all replicas that no more is left than this. */
    void atMost(Level level) {
        bucket(level.allowance()).atMost(level.remaining());
    }

    private LocalBucket bucket(Allowance allowance) {
        var bucket = buckets.get(allowance.key(), key -> new LocalBucket(allowance.quota(), clock));
        bucket.follow(allowance.quota());
        return bucket;
    }

    private static Empty empty(Allowance allowance, ConsumptionProbe probe) {
        return new Empty(allowance, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}

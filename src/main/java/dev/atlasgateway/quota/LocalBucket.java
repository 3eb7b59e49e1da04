package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;

/** One bucket in memory, which follows its quota from one policy revision to the next. */
final class LocalBucket {

    private final Bucket bucket;
    private volatile Quota quota;

    LocalBucket(Quota quota, TimeMeter clock) {
        this.bucket = Bucket.builder()
                .addLimit(limit(quota))
                .withCustomTimePrecision(clock)
                .build();
        this.quota = quota;
    }

    ConsumptionProbe take() {
        return bucket.tryConsumeAndReturnRemaining(1);
    }

    long left() {
        return bucket.getAvailableTokens();
    }

    void giveBack() {
        bucket.addTokens(1);
    }

    /**
     * Takes over a changed quota; a bucket that was a quarter full stays a quarter full.
     *
     * <p>Proportional, as calls judged by the old and by the new revision overlap for a moment, here or on another
     * replica: changing to and fro this way gives nothing away.
     */
    void follow(Quota wanted) {
        if (!wanted.equals(quota)) {
            synchronized (this) {
                if (!wanted.equals(quota)) {
                    var configuration = BucketConfiguration.builder()
                            .addLimit(limit(wanted))
                            .build();
                    bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.PROPORTIONALLY);
                    quota = wanted;
                }
            }
        }
    }

    /** Drops what is above {@code remaining}; one thread at a time, or two would drop the same surplus twice. */
    void atMost(long remaining) {
        if (bucket.getAvailableTokens() > remaining) {
            synchronized (this) {
                var surplus = bucket.getAvailableTokens() - remaining;
                if (surplus > 0) {
                    bucket.tryConsumeAsMuchAsPossible(surplus);
                }
            }
        }
    }

    private static Bandwidth limit(Quota quota) {
        return Bandwidth.builder()
                .capacity(quota.capacity())
                .refillGreedy(quota.refill(), quota.period())
                .build();
    }
}

package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;

/** Token bucket in memory. Follows its quota when the policy changes. */
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

    long remaining() {
        return bucket.getAvailableTokens();
    }

    void giveBack() {
        bucket.addTokens(1);
    }

    /**
     * Applies a changed quota. A bucket that was a quarter full stays a quarter full.
     *
     * <p>Calls under the old and the new revision overlap for a moment, here or on another replica. In proportion,
     * changing back and forth adds no tokens.
     */
    void apply(Quota wanted) {
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

    /** Removes the tokens above a limit. One thread at a time, because two would remove the same surplus twice. */
    void lowerTo(long limit) {
        if (bucket.getAvailableTokens() > limit) {
            synchronized (this) {
                var surplus = bucket.getAvailableTokens() - limit;
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

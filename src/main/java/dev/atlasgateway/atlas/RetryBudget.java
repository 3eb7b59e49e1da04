package dev.atlasgateway.atlas;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Keeps repetitions to a share of the traffic, so that retries never turn an outage into a flood.
 *
 * <p>Each call earns a share of a repetition, and a small reserve comes in each minute for when there is little traffic. At
 * most {@value #SAVED} are saved up.
 */
final class RetryBudget {

    private static final int SAVED = 100;
    private static final long ONE = 1000;

    private final Bucket bucket;
    private final long share;

    RetryBudget(AtlasProperties.Retry retry, InstantSource time) {
        this.share = Math.round(retry.budgetRatio() * ONE);
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(SAVED * ONE)
                        .refillGreedy(retry.budgetReserve() * ONE, Duration.ofMinutes(1))
                        .initialTokens(retry.budgetReserve() * ONE))
                .withCustomTimePrecision(new ClockTimeMeter(time))
                .build();
    }

    void earn() {
        if (share > 0) {
            bucket.addTokens(share);
        }
    }

    boolean spend() {
        return bucket.tryConsume(ONE);
    }
}

package dev.atlasgateway.atlas.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Limits retries to a share of the traffic, so that they never turn an outage of Atlas into a flood.
 *
 * <p>Each call earns a fraction of a retry. A small reserve is added each minute for times of little traffic. The
 * budget holds at most {@value #CAPACITY} retries.
 */
public final class RetryBudget {

    private static final int CAPACITY = 100;
    private static final long ONE_RETRY = 1000;

    private final Bucket bucket;
    private final long earnedByCall;

    /**
     * Creates a budget that holds its reserve of one minute.
     *
     * @param ratio retries that each call earns
     * @param reserve retries that are added each minute
     */
    public RetryBudget(double ratio, int reserve, InstantSource clock) {
        this.earnedByCall = Math.round(ratio * ONE_RETRY);
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(CAPACITY * ONE_RETRY)
                        .refillGreedy(reserve * ONE_RETRY, Duration.ofMinutes(1))
                        .initialTokens(reserve * ONE_RETRY))
                .withCustomTimePrecision(new ClockTimeMeter(clock))
                .build();
    }

    /** Adds the share of one call. */
    public void earn() {
        if (earnedByCall > 0) {
            bucket.addTokens(earnedByCall);
        }
    }

    /** Spends one retry; returns false if the budget does not hold one. */
    public boolean spend() {
        return bucket.tryConsume(ONE_RETRY);
    }
}

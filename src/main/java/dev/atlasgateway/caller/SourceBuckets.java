package dev.atlasgateway.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Token buckets of sources, such as addresses or clients. */
public final class SourceBuckets {

    private static final int MAX_SOURCES = 10_000;

    private final int capacity;
    private final Duration period;
    private final TimeMeter time;
    /** Evicts buckets unused for a period. They are full again, so eviction changes nothing. */
    private final Cache<Object, Bucket> buckets;

    /** @param capacity the tokens of a bucket, which refills in the period */
    public SourceBuckets(int capacity, Duration period, TimeMeter time) {
        this.capacity = capacity;
        this.period = period;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_SOURCES)
                .expireAfterAccess(period)
                .build();
    }

    public int capacity() {
        return capacity;
    }

    /** Takes a token. Returns zero, or the time until the next token if the bucket is empty. */
    public Duration take(Object source) {
        var probe = buckets.get(source, ignored -> fullBucket()).tryConsumeAndReturnRemaining(1);
        return Duration.ofNanos(probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill()));
    }

    public void giveBack(Object source) {
        var bucket = buckets.getIfPresent(source);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    Duration timeUntilNext(Object source) {
        var bucket = buckets.getIfPresent(source);
        return bucket == null
                ? Duration.ZERO
                : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                .withCustomTimePrecision(time)
                .build();
    }
}

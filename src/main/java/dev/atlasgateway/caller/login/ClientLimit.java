package dev.atlasgateway.caller.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Limits what a client with a right secret may ask for, so that the loop of one client does not load all others. */
final class ClientLimit {

    private static final int TRACKED_CLIENTS = 10_000;

    private final int requests;
    private final Duration period;
    private final TimeMeter time;
    /** Evicts buckets unused for a period. They are full again, so eviction changes nothing. */
    private final Cache<String, Bucket> buckets;

    /** @param requests the accepted number of requests of a client within the period */
    ClientLimit(int requests, Duration period, TimeMeter time) {
        this.requests = requests;
        this.period = period;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(TRACKED_CLIENTS)
                .expireAfterAccess(period)
                .build();
    }

    /**
     * Counts a request.
     *
     * @param path the path for the message
     * @throws LoginRejectedException if the client has reached the limit
     */
    void count(String client, String path) {
        var bucket = buckets.get(client, ignored -> Bucket.builder()
                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, period))
                .withCustomTimePrecision(time)
                .build());
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw LoginRejectedException.tooManyRequests(
                    path, requests, period, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}

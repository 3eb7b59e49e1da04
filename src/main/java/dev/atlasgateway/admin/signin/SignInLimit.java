package dev.atlasgateway.admin.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Turns a flood of wrong passwords away before any of them is looked at: those from one address, and, with room for
 * everybody else's mistakes, those from everywhere. Only failures count.
 */
final class SignInLimit {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int TRACKED = 10_000;

    private final int perAddress;
    private final TimeMeter time;
    private final Bucket altogether;
    /** A bucket that nobody touched for a period is full again, so forgetting it changes nothing. */
    private final Cache<String, Bucket> addresses =
            Caffeine.newBuilder().maximumSize(TRACKED).expireAfterAccess(PERIOD).build();

    SignInLimit(int perAddress, int altogether, TimeMeter time) {
        this.perAddress = perAddress;
        this.time = time;
        this.altogether = bucket(altogether);
    }

    /**
     * Counts an attempt as failed until it succeeds, so that many at once are no way around.
     *
     * @throws SignInRefused if too many failed of late
     */
    void attempt(String address) {
        take(addresses.get(address, ignored -> bucket(perAddress)));
        take(altogether);
    }

    void succeeded(String address) {
        addresses.get(address, ignored -> bucket(perAddress)).addTokens(1);
        altogether.addTokens(1);
    }

    private static void take(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw SignInRefused.limited(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket bucket(int capacity) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }
}

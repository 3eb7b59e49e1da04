package dev.atlasgateway.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

    /** @throws SignInRefused if too many failed of late */
    void check(String address) {
        check(addresses.getIfPresent(address));
        check(altogether);
    }

    void failed(String address) {
        addresses.get(address, ignored -> bucket(perAddress)).tryConsume(1);
        altogether.tryConsume(1);
    }

    private static void check(@Nullable Bucket bucket) {
        if (bucket == null) {
            return;
        }
        var wait = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        if (wait > 0) {
            throw SignInRefused.limited(Duration.ofNanos(wait));
        }
    }

    private Bucket bucket(int capacity) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }
}

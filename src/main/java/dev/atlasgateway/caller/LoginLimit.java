package dev.atlasgateway.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atlasgateway.exchange.RetryAfter;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a flood of bad credentials away before any of them is looked at.
 *
 * <p>Only failures count. They count for a client at one address, so that nobody is locked out of a client from
 * elsewhere, and for the address as a whole.
 */
final class LoginLimit {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int TRACKED = 10_000;
    private static final int TURNS = 64;

    private final int perClient;
    private final int perAddress;
    private final TimeMeter time;
    private final Object[] turns = Stream.generate(Object::new).limit(TURNS).toArray();
    private final Cache<Source, Bucket> clients = buckets();
    private final Cache<String, Bucket> addresses = buckets();

    LoginLimit(CallerProperties.LoginLimit limit, TimeMeter time) {
        this.perClient = limit.perClient();
        this.perAddress = limit.perAddress();
        this.time = time;
    }

    private record Source(String client, String address) {}

    /**
     * Looks at credentials, unless too many were bad of late.
     *
     * <p>Those from one address are looked at one after another, which takes microseconds, so that of a burst no more are
     * looked at than of a row.
     *
     * @param look says what is wrong with them, or null
     * @return what it said
     * @throws LoginRefused if too many logins of this client or address failed of late
     */
    @Nullable
    String look(String client, String address, Supplier<@Nullable String> look) {
        synchronized (turns[Math.floorMod(address.hashCode(), TURNS)]) {
            check(client, address);
            var fault = look.get();
            if (fault != null) {
                failed(client, address);
            }
            return fault;
        }
    }

    private void check(String client, String address) {
        check(clients.getIfPresent(new Source(client, address)), perClient);
        check(addresses.getIfPresent(address), perAddress);
    }

    private void failed(String client, String address) {
        clients.get(new Source(client, address), source -> bucket(perClient)).tryConsume(1);
        addresses.get(address, source -> bucket(perAddress)).tryConsume(1);
    }

    private static void check(@Nullable Bucket bucket, int limit) {
        if (bucket == null) {
            return;
        }
        var wait = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        if (wait > 0) {
            throw LoginRefused.limited(refusal(limit, wait));
        }
    }

    private static Refusal refusal(int limit, long nanos) {
        return Refusal.of(
                        Problem.RATE_LIMITED,
                        "Resource %s is limited to %d failed requests every %d minutes."
                                .formatted(LoginConfiguration.TOKEN_PATH, limit, PERIOD.toMinutes()))
                .parameters(List.of(LoginConfiguration.TOKEN_PATH, limit, PERIOD.toMinutes()))
                .header("Retry-After", Long.toString(RetryAfter.seconds(Duration.ofNanos(nanos))));
    }

    private Bucket bucket(int capacity) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }

    /** A bucket that nobody touched for a period is full again, so forgetting it changes nothing. */
    private static <K> Cache<K, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(TRACKED)
                .expireAfterAccess(PERIOD)
                .build();
    }
}

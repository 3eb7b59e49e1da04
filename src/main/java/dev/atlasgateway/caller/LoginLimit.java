package dev.atlasgateway.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits failed logins. A source that has too many of them within a minute is rejected before its credentials are checked.
 *
 * <p>Each failure counts at several levels, narrowest first: for example for a client at an address, and for the address.
 * Successful logins do not count.
 */
public final class LoginLimit {

    public static final Duration PERIOD = Duration.ofMinutes(1);

    private static final int TRACKED_SOURCES = 10_000;
    private static final int LOCKS = 64;

    private final List<Level> levels;
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();
    private final Rejection rejection;

    /** @param failures the accepted number of failures within {@link #PERIOD}, one for each level */
    public LoginLimit(List<Integer> failures, TimeMeter time, Rejection rejection) {
        this.levels =
                failures.stream().map(capacity -> new Level(capacity, time)).toList();
        this.rejection = rejection;
    }

    /** Creates the exception that rejects a login. */
    @FunctionalInterface
    public interface Rejection {

        /**
         * @param limit the number of failures that the source has reached
         * @param wait the time until its next login is checked
         */
        RuntimeException create(int limit, Duration wait);
    }

    /**
     * Checks credentials, unless their source has reached a limit.
     *
     * <p>The logins of one widest source are checked one after another, which takes microseconds. So a burst gets no more
     * checks than a sequence.
     *
     * @param sources the source of the login at each level
     * @param check returns what is wrong with the credentials, or null
     * @return the result of the check
     * @throws RuntimeException the {@link Rejection}, if a source has reached its limit
     */
    public <T> @Nullable T check(List<?> sources, Supplier<@Nullable T> check) {
        synchronized (locks[Math.floorMod(sources.getLast().hashCode(), LOCKS)]) {
            for (int i = 0; i < levels.size(); i++) {
                requireBelowLimit(levels.get(i), sources.get(i));
            }
            var fault = check.get();
            if (fault != null) {
                for (int i = 0; i < levels.size(); i++) {
                    levels.get(i).countFailure(sources.get(i));
                }
            }
            return fault;
        }
    }

    private void requireBelowLimit(Level level, Object source) {
        var wait = level.timeUntilNextCheck(source);
        if (wait.isPositive()) {
            throw rejection.create(level.capacity, wait);
        }
    }

    private static final class Level {

        private final int capacity;
        private final TimeMeter time;
        /** Evicts buckets unused for a period. They are full again, so eviction changes nothing. */
        private final Cache<Object, Bucket> buckets = Caffeine.newBuilder()
                .maximumSize(TRACKED_SOURCES)
                .expireAfterAccess(PERIOD)
                .build();

        Level(int capacity, TimeMeter time) {
            this.capacity = capacity;
            this.time = time;
        }

        Duration timeUntilNextCheck(Object source) {
            var bucket = buckets.getIfPresent(source);
            return bucket == null
                    ? Duration.ZERO
                    : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        }

        void countFailure(Object source) {
            buckets.get(source, ignored -> fullBucket()).tryConsume(1);
        }

        private Bucket fullBucket() {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, PERIOD))
                    .withCustomTimePrecision(time)
                    .build();
        }
    }
}

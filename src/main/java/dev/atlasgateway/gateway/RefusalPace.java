package dev.atlasgateway.gateway;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Slows a flood of refused calls, so that it leaves the processor and the audit's disk to other callers.
 *
 * <p>Refused are 401, 403 and 429: what a client gets in a loop that it does not end by itself. The first refusals of a
 * second are answered at once. Each further one waits for a tenth of a second, so that a connection gets ten of them a
 * second. At most 300 wait at a time: Jetty serves a thousand calls at a time ({@code server.jetty.threads.max}), and waiting
 * refusals must leave room for others.
 */
final class RefusalPace {

    static final Duration WAIT = Duration.ofMillis(100);

    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);

    private static final int MOST_WAITING = 300;

    private final Bucket atOnce;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    RefusalPace(int atOnce, TimeMeter time) {
        this.atOnce = Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(atOnce, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Returns how long the answer with this status must wait. */
    Duration next(int status) {
        return !REFUSED.contains(status) || atOnce.tryConsume(1) ? Duration.ZERO : WAIT;
    }

    /** Waits until the call may be answered, unless too many others wait. A stop of the gateway ends the wait. */
    void await(int status) {
        var wait = next(status);
        if (wait.isZero() || !waiting.tryAcquire()) {
            return;
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.release();
        }
    }
}

package dev.atlasgateway.gateway;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Slows a flood of refused calls, so that it leaves the processor and the audit's disk to other callers.
 *
 * <p>Refused are 401, 403 and 429: what a client gets in a loop that it does not end by itself. The first refusals of a
 * second are answered at once. Each further one waits for a tenth of a second, so that a connection gets ten of them a
 * second. Only a part of the calls that Jetty serves at a time may wait, which leaves room for others. Beyond that a refusal
 * is answered at once and ends its connection, so that the client pays for a new one.
 */
final class RefusalPace {

    static final Duration WAIT = Duration.ofMillis(100);

    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);

    private final Bucket atOnce;
    private final Semaphore waiting;
    private final Counter waited;
    private final Counter closed;

    /** @param mostWaiting how many refusals may wait at a time */
    RefusalPace(int atOnce, int mostWaiting, TimeMeter time, MeterRegistry meters) {
        this.waited = meters.counter("gateway.refusals.slowed", "result", "waited");
        this.closed = meters.counter("gateway.refusals.slowed", "result", "closed");
        this.waiting = new Semaphore(mostWaiting);
        this.atOnce = Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(atOnce, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Returns how long the answer with this status must wait. */
    Duration next(int status) {
        return !REFUSED.contains(status) || atOnce.tryConsume(1) ? Duration.ZERO : WAIT;
    }

    /**
     * Waits until the call may be answered. A stop of the gateway ends the wait.
     *
     * @return whether the connection may carry another call
     */
    boolean await(int status) {
        var wait = next(status);
        if (wait.isZero()) {
            return true;
        }
        if (!waiting.tryAcquire()) {
            closed.increment();
            return false;
        }
        waited.increment();
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.release();
        }
        return true;
    }
}

package dev.atlasgateway.gateway;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Set;

/**
 * Slows a flood of refused calls, so that it leaves the processor and the audit's disk to other callers.
 *
 * <p>Refused are 401, 403 and 429: what a client gets in a loop that it does not end by itself. The first refusals of a
 * second are answered at once. Each further one waits for a tenth of a second, so that a connection gets ten of them a
 * second. A wait holds a virtual thread and the client's own connection, nothing else.
 */
final class RefusalPace {

    static final Duration WAIT = Duration.ofMillis(100);

    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);

    private final Bucket atOnce;

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

    /** Waits until the call may be answered. A stop of the gateway ends the wait. */
    void await(int status) {
        var wait = next(status);
        if (wait.isZero()) {
            return; // a sleep of no time would yield the processor
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

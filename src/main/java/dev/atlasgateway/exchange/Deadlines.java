package dev.atlasgateway.exchange;

import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Timers that end operations which take too long, at most 50 ms late.
 *
 * <p>One thread serves all operations in progress. A virtual thread's own timed wait would wake another thread when it
 * starts and when it ends: a tenth of the processor time of a call, for a limit that is hardly ever reached.
 */
public final class Deadlines implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(25);
    private static final int TICKS_PER_WHEEL = 512;

    private final HashedWheelTimer timer;

    /** @param name name of the thread */
    public Deadlines(String name) {
        timer = new HashedWheelTimer(
                new DefaultThreadFactory(name, true), TICK.toMillis(), TimeUnit.MILLISECONDS, TICKS_PER_WHEEL, false);
        timer.start();
    }

    /** Runs {@code end} once after the limit, unless the caller closes the watch before. It must not block. */
    public Watch watch(Duration limit, Runnable end) {
        return timer.newTimeout(timeout -> end.run(), limit.toNanos(), TimeUnit.NANOSECONDS)::cancel;
    }

    @Override
    public void close() {
        timer.stop();
    }

    /** Operation in progress, until it is closed. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {

        @Override
        void close();
    }
}

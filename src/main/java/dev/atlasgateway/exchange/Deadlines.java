package dev.atlasgateway.exchange;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what takes too long, at most 25 ms late.
 *
 * <p>One thread looks at all that is under way. A timer for each, as a virtual thread's timed wait has it too, wakes
 * another thread when it is set and when it is not needed after all: a tenth of a call's processor time, for a time that is
 * hardly ever over.
 */
public final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final Duration LATE = Duration.ofMillis(25);

    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /** @param name the thread's */
    public Deadlines(String name) {
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Runs this, once, unless the watch is closed within that time; it must not block. */
    public Watch watch(Duration limit, Runnable end) {
        var watch = new Watch(System.nanoTime() + limit.toNanos(), end);
        watched.add(watch);
        return watch;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LATE);
                endOverdue();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void endOverdue() {
        var now = System.nanoTime();
        for (var watch : watched) {
            if (watch.at - now <= 0 && watched.remove(watch)) {
                end(watch);
            }
        }
    }

    /** Whatever comes of it, the others have their end too. */
    private static void end(Watch watch) {
        try {
            watch.end.run();
        } catch (RuntimeException | Error e) {
            LOG.error("What took too long could not be ended.", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Something under way, until it is closed. */
    public final class Watch implements AutoCloseable {

        private final long at;
        private final Runnable end;

        private Watch(long at, Runnable end) {
            this.at = at;
            this.end = end;
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }
}

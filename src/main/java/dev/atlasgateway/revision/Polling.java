package dev.atlasgateway.revision;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for something new before the first call is served, and then as long as the gateway runs. */
public final class Polling implements SmartLifecycle {

    /** Before the web server, so that no call meets a policy that is merely late; stopped after it. */
    static final int PHASE = DEFAULT_PHASE - 8192;

    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final String name;
    private final Runnable first;
    private final Runnable look;
    private final Duration interval;
    private final int phase;

    private volatile @Nullable Loop loop;

    private record Loop(Thread thread, CountDownLatch stopped) {}

    private Polling(String name, Runnable first, Runnable look, Duration interval, int phase) {
        this.name = name;
        this.first = first;
        this.look = look;
        this.interval = interval;
        this.phase = phase;
    }

    static Polling forRevisions(Runnable look, Duration interval) {
        return new Polling("policy-polling", look, look, interval, PHASE);
    }

    /** For what may still make the first revision, before anything else needs it. */
    public static final int SEED_PHASE = PHASE + 1;

    /**
     * For what needs the policy in force, which is therefore loaded before.
     *
     * @param first the first look; the start fails if it throws
     * @param look if it throws, that is logged, and the next one tries again
     */
    public static Polling afterRevisions(String name, Runnable first, Runnable look, Duration interval) {
        return new Polling(name, first, look, interval, SEED_PHASE + 1);
    }

    @Override
    public void start() {
        first.run();
        var stopped = new CountDownLatch(1);
        var thread = Thread.ofVirtual().name(name).start(() -> poll(stopped));
        loop = new Loop(thread, stopped);
    }

    private void poll(CountDownLatch stopped) {
        var failing = false;
        try {
            while (!stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                failing = !succeeds(failing);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once, and says if that fails where the look before did not: nothing ends the looking but {@link #stop}. */
    private boolean succeeds(boolean failing) {
        try {
            look.run();
            return true;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                LOG.error("A look of {} failed; it goes on every {} ms", name, interval.toMillis(), e);
            }
            return false;
        }
    }

    /** Lets a look that is under way end, so that it does not find the connections closed. */
    @Override
    public void stop() {
        var running = loop;
        if (running != null) {
            running.stopped.countDown();
            try {
                running.thread.join(LAST_LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            loop = null;
        }
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}

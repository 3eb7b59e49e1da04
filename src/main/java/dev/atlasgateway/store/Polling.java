package dev.atlasgateway.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs a task periodically, in most cases first before the gateway serves the first call, until it stops. */
public final class Polling implements SmartLifecycle {

    /** Before the web server, so that the policy is loaded when the first call arrives. Stopped after it. */
    private static final int POLICY_PHASE = DEFAULT_PHASE - 8192;

    /** The phase of components that may make the first revision, before others need it. */
    public static final int SEED_PHASE = POLICY_PHASE + 1;

    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration LAST_RUN = Duration.ofSeconds(2);

    private final String name;
    private final Runnable first;
    private final BooleanSupplier task;
    private final Duration interval;
    private final int phase;

    private volatile @Nullable Loop loop;

    private record Loop(Thread thread, CountDownLatch stopped) {}

    private Polling(String name, Runnable first, BooleanSupplier task, Duration interval, int phase) {
        this.name = name;
        this.first = first;
        this.task = task;
        this.interval = interval;
        this.phase = phase;
    }

    /** Returns the polling of the policy, which comes before all others. */
    public static Polling ofPolicy(Runnable task, Duration interval) {
        return new Polling("policy-polling", task, once(task), interval, POLICY_PHASE);
    }

    /**
     * Returns the polling of a task that runs before the gateway serves the first call, with the policy in force.
     *
     * @param first the first run; the start fails if it throws
     * @param task the following runs; if one throws, that is logged, and the next run tries again
     */
    public static Polling beforeServing(String name, Runnable first, Runnable task, Duration interval) {
        return new Polling(name, first, once(task), interval, SEED_PHASE + 1);
    }

    /**
     * Returns the polling of a task that no call needs.
     *
     * @param task returns whether to run it again at once, without the interval
     */
    public static Polling whileServing(String name, BooleanSupplier task, Duration interval) {
        return new Polling(name, () -> {}, task, interval, DEFAULT_PHASE);
    }

    private static BooleanSupplier once(Runnable task) {
        return () -> {
            task.run();
            return false;
        };
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
                failing = !succeeds(stopped, failing);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the task. Logs a failure if the run before did not fail, and never ends the polling. */
    private boolean succeeds(CountDownLatch stopped, boolean failing) {
        try {
            var again = true;
            while (again && stopped.getCount() > 0) {
                again = task.getAsBoolean();
            }
            if (failing) {
                LOG.info("{} runs again", name);
            }
            return true;
        } catch (RuntimeException | Error e) {
            if (!failing && stopped.getCount() > 0) {
                LOG.error("A run of {} failed; it is tried again every {} ms", name, interval.toMillis(), e);
            }
            return false;
        }
    }

    /** Waits for a run that is under way, so that it does not find the connections closed. */
    @Override
    public void stop() {
        var running = loop;
        if (running != null) {
            running.stopped.countDown();
            try {
                running.thread.join(LAST_RUN);
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

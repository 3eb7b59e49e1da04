package dev.atlasgateway.history;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does what is to be done with what has been recorded: once a minute, and without a pause while there is much. */
final class BackgroundJobsLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundJobsLifecycle.class);

    private final List<BackgroundJob> chores;
    private final Duration every;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-chores").factory());
    private volatile boolean running;

    BackgroundJobsLifecycle(List<BackgroundJob> chores, Duration every) {
        this.chores = List.copyOf(chores);
        this.every = every;
    }

    @Override
    public void start() {
        running = true;
        var unused =
                thread.scheduleWithFixedDelay(this::all, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void all() {
        chores.forEach(this::whole);
    }

    private void whole(BackgroundJob chore) {
        try {
            var more = true;
            while (running && more) {
                more = chore.next();
            }
        } catch (RuntimeException | Error e) { // which would end the schedule
            if (running) {
                LOG.warn(
                        "The audit could not be {}; it will be tried again, and is slower to read until then.",
                        chore,
                        e);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package dev.atlasgateway.history;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Counts once a minute, and without a pause while there is much to count. */
final class CountingLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CountingLifecycle.class);

    private final Counting counting;
    private final Duration every;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-counting").factory());
    private volatile boolean running;

    CountingLifecycle(Counting counting, Duration every) {
        this.counting = counting;
        this.every = every;
    }

    @Override
    public void start() {
        running = true;
        var unused =
                thread.scheduleWithFixedDelay(this::count, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void count() {
        try {
            var more = true;
            while (running && more) {
                more = counting.next();
            }
        } catch (RuntimeException e) {
            if (running) {
                LOG.warn("The audit could not be counted; it will be tried again. Figures are slower until then.", e);
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

package dev.atlasgateway.history.statistics;

import dev.atlasgateway.history.HistoryProperties;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the statistics rollup in the background: once in each interval, and without a pause while more calls wait. */
@Component
final class RollupLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RollupLifecycle.class);

    private final StatisticsRollup rollup;
    private final Duration interval;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("statistics-rollup").factory());
    private volatile boolean running;

    RollupLifecycle(StatisticsRollup rollup, HistoryProperties properties) {
        this.rollup = rollup;
        this.interval = properties.countEvery();
    }

    @Override
    public void start() {
        running = true;
        var unused = thread.scheduleWithFixedDelay(
                this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            var more = true;
            while (running && more) {
                more = rollup.countNext();
            }
        } catch (RuntimeException | Error e) { // an exception would end the schedule
            if (running) {
                LOG.warn("Counting recorded calls failed. It will be retried; until then statistics are slower.", e);
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

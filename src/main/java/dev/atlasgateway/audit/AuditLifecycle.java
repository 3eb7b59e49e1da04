package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditMaintenance;
import dev.atlasgateway.audit.store.AuditWriter;
import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Starts recording before the first call can come in, and stops after the last has been answered. */
final class AuditLifecycle implements SmartLifecycle {

    private final AuditWriter writer;
    private final AuditMaintenance upkeep;
    private final Duration flushTimeout;
    private volatile boolean running;

    AuditLifecycle(AuditWriter writer, AuditMaintenance upkeep, Duration flushTimeout) {
        this.writer = writer;
        this.upkeep = upkeep;
        this.flushTimeout = flushTimeout;
    }

    @Override
    public void start() {
        running = true;
        writer.start();
        upkeep.start();
    }

    @Override
    public void stop() {
        running = false;
        upkeep.stop();
        try {
            writer.stop(flushTimeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }
}

package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditMaintenance;
import dev.atlasgateway.audit.store.AuditWriter;
import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Starts recording before the server accepts the first call, and stops after the last call is answered. */
final class AuditLifecycle implements SmartLifecycle {

    private final AuditWriter writer;
    private final AuditMaintenance maintenance;
    private final Duration flushTimeout;
    private volatile boolean running;

    AuditLifecycle(AuditWriter writer, AuditMaintenance maintenance, Duration flushTimeout) {
        this.writer = writer;
        this.maintenance = maintenance;
        this.flushTimeout = flushTimeout;
    }

    @Override
    public void start() {
        running = true;
        writer.start();
        maintenance.start();
    }

    @Override
    public void stop() {
        running = false;
        maintenance.stop();
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

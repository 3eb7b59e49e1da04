package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditMaintenance;
import dev.atlasgateway.audit.store.AuditPool;
import dev.atlasgateway.audit.store.AuditWriter;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.StaleRetryGuard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Status;

/** Audit of one replica, wired as in production, on a database that it may share with others. */
final class AuditReplica implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final AuditTrail trail;
    final StaleRetryGuard staleRetries;
    final AuditMaintenance maintenance;
    final AuditWriter writer;
    final AuditPool pool;

    private final AuditHealth health;
    private final AuditLifecycle lifecycle;

    private AuditReplica(DataSource database, AuditProperties properties, InstantSource clock, Duration deadline) {
        var beans = new AuditConfiguration();
        var partitions = beans.auditPartitions(clock, properties);
        var availability = beans.auditAvailability();
        var meters = beans.auditMeters(registry, new MetricsProperties(false));
        pool = beans.auditPool(database, properties);
        writer = beans.auditWriter(pool, partitions, availability, meters, properties);
        trail = beans.auditTrail(writer, availability, meters, clock, properties, new AtlasDeadline(deadline));
        staleRetries = beans.staleRetryGuard(pool, clock);
        maintenance = beans.auditMaintenance(pool, partitions, meters, properties, new AtlasDeadline(deadline));
        health = beans.auditHealthIndicator(availability, properties);
        lifecycle = beans.auditLifecycle(writer, maintenance, properties);
    }

    static AuditReplica on(DataSource database) {
        return on(database, AuditSettings.of("replica"));
    }

    static AuditReplica on(DataSource database, AuditProperties properties) {
        return on(database, properties, InstantSource.system(), DEADLINE);
    }

    static AuditReplica on(DataSource database, AuditProperties properties, InstantSource clock, Duration deadline) {
        var replica = new AuditReplica(database, properties, clock, deadline);
        replica.lifecycle.start();
        return replica;
    }

    boolean isReady() {
        return health.health().getStatus().equals(Status.UP);
    }

    double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).counter().count();
    }

    double gauge(String meter) {
        return registry.get(meter).gauge().value();
    }

    /** Stops gracefully. */
    void stop() {
        lifecycle.stop();
        pool.close();
    }

    @Override
    public void close() {
        if (lifecycle.isRunning()) {
            stop();
        }
    }
}

package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditWriter;
import dev.atlasgateway.audit.store.StoreAvailability;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: up only while calls can be recorded. Reports what the writer last saw, so it never waits for PostgreSQL. */
final class AuditHealth implements HealthIndicator {

    private final StoreAvailability availability;
    private final Duration longestSilence;

    /** @param storeTimeout how long the writer may wait for PostgreSQL before it notices a failure */
    AuditHealth(StoreAvailability availability, Duration storeTimeout) {
        this.availability = availability;
        this.longestSilence = AuditWriter.PROBE_EVERY.plus(storeTimeout).multipliedBy(2);
    }

    @Override
    public Health health() {
        return availability.isWritable(longestSilence)
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", "the audit store cannot be written; calls to Atlas are refused")
                        .build();
    }
}

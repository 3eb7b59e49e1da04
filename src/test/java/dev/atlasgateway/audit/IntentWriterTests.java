package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atlasgateway.audit.store.AuditMeters;
import dev.atlasgateway.audit.store.AuditStore;
import dev.atlasgateway.audit.store.AuditWriter;
import dev.atlasgateway.audit.store.StoreAvailability;
import dev.atlasgateway.problem.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntentWriterTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditMeters meters = new AuditMeters(registry, false);
    private final StoreAvailability availability = new StoreAvailability();
    private final AuditWriter unstarted = new AuditWriter(new AuditStore(null, null), availability, meters, 100, 100);
    private final IntentWriter intents = new IntentWriter(unstarted, availability, meters, Duration.ofNanos(1));

    @Test
    void triesToStoreUntilTheStoreIsKnownToBeAway() {
        assertThatThrownBy(this::store).isInstanceOf(Refusal.class);

        assertThat(queued()).isOne();
    }

    @Test
    void refusesAtOnceIfAnOutageHasOutlastedThePatience() {
        availability.reportFailure(new IllegalStateException("away"));

        assertThatThrownBy(this::store).isInstanceOf(Refusal.class).hasMessageContaining("GATEWAY_AUDIT_UNAVAILABLE");

        assertThat(queued()).isZero();
    }

    private void store() {
        intents.store(MinimalRows.intent(UUID.randomUUID(), "group/instance", Instant.now()), Duration.ofSeconds(30));
    }

    private double queued() {
        return registry.get("gateway.audit.queue").gauge().value();
    }
}

package dev.atlasgateway.document;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells of a refused document; that is no reason to stop serving, as the last good policy stays in force. */
record ImportHealth(PolicyImport policyImport) implements HealthIndicator {

    @Override
    public Health health() {
        var refusal = policyImport.refusal();
        var health = Health.up().withDetail("document", policyImport.document());
        return (refusal == null ? health : health.withDetail("refused", refusal)).build();
    }
}

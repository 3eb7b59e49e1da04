package dev.atlasgateway.document;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shows a refused document. The gateway keeps serving, because the last accepted policy stays in force. */
record ImportHealth(PolicyImport policyImport) implements HealthIndicator {

    @Override
    public Health health() {
        var refusal = policyImport.refusal();
        var health = Health.up().withDetail("document", policyImport.document());
        return (refusal == null ? health : health.withDetail("refused", refusal)).build();
    }
}

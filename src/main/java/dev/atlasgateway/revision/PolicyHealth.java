package dev.atlasgateway.revision;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports ready once the store's policy is in force. A store without a revision is a policy too, which refuses every call. An
 * unreachable store does not make it unready later; the age shows it.
 */
@Component("policyHealthIndicator")
record PolicyHealth(Revisions policy) implements HealthIndicator {

    @Override
    public Health health() {
        return (policy.isKnown() ? Health.up() : Health.down())
                .withDetail("revision", policy.current().revision())
                .withDetail("age", policy.age().toSeconds() + "s")
                .build();
    }
}

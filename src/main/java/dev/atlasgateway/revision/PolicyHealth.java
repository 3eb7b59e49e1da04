package dev.atlasgateway.revision;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports ready once a policy is in force. An unreachable store does not make it unready; the age shows it. */
final class PolicyHealth implements HealthIndicator {

    private final PolicyService policy;

    PolicyHealth(PolicyService policy) {
        this.policy = policy;
    }

    @Override
    public Health health() {
        var revision = policy.current().revision();
        return (revision > 0 ? Health.up() : Health.down())
                .withDetail("revision", revision)
                .withDetail("age", policy.age().toSeconds() + "s")
                .build();
    }
}

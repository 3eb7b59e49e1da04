package dev.atlasgateway.revision;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports ready once a policy is in force. An unreachable store does not make it unready; the age shows it. */
@Component("policyHealthIndicator")
record PolicyHealth(Revisions policy) implements HealthIndicator {

    @Override
    public Health health() {
        var revision = policy.current().revision();
        return (revision > 0 ? Health.up() : Health.down())
                .withDetail("revision", revision)
                .withDetail("age", policy.age().toSeconds() + "s")
                .build();
    }
}

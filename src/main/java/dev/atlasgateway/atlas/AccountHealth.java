package dev.atlasgateway.atlas;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How an account stands, from its last real call and the state of its token and breaker; asks Atlas nothing. */
record AccountHealth(ServiceAccount account) implements HealthIndicator {

    @Override
    public Health health() {
        var last = account.telemetry().last();
        var health = isDown() ? Health.down() : last == null ? Health.unknown() : Health.up();
        var refusal = account.tokens().refusedBecause();
        var until = account.tokens().servesUntil();
        if (last != null) {
            health.withDetail("lastCall", Optional.ofNullable(last.error()).orElseGet(() -> "" + last.status()))
                    .withDetail("lastCallAt", last.startedAt());
        }
        if (refusal != null) {
            health.withDetail("tokenRefused", refusal.advice());
        }
        return health.withDetail("token", until == null ? "none" : "valid until " + until)
                .withDetail("circuitBreaker", account.breaker().getState())
                .build();
    }

    private boolean isDown() {
        return account.breaker().getState() == State.OPEN
                || (account.tokens().servesUntil() == null && account.tokens().refusedBecause() != null);
    }
}

package dev.atlasgateway.atlas;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health of a service account: its last call, token and circuit breaker. Sends no request of its own to Atlas. */
record AccountHealth(ServiceAccount account) implements HealthIndicator {

    @Override
    public Health health() {
        var last = account.telemetry().lastAttempt();
        var health = isDown() ? Health.down() : last == null ? Health.unknown() : Health.up();
        var tokenError = account.tokens().lastError();
        var expiresAt = account.tokens().expiresAt();
        if (last != null) {
            health.withDetail("lastCall", Optional.ofNullable(last.error()).orElseGet(() -> "" + last.status()))
                    .withDetail("lastCallAt", last.startedAt());
        }
        if (tokenError != null) {
            health.withDetail("tokenRefused", tokenError.advice());
        }
        return health.withDetail("token", expiresAt == null ? "none" : "valid until " + expiresAt)
                .withDetail("circuitBreaker", account.breaker().getState())
                .build();
    }

    private boolean isDown() {
        return account.breaker().getState() == State.OPEN
                || (account.tokens().expiresAt() == null && account.tokens().lastError() != null);
    }
}

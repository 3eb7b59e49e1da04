package dev.atlasgateway.audit;

import java.time.Duration;

/** Default settings, except those that a test sets. */
record Settings(
        String replica,
        Duration intentTimeout,
        Duration outcomeTimeout,
        Duration storeTimeout,
        int queueCapacity,
        Duration orphanAfter) {

    static AuditProperties of(String replica) {
        return standard(replica).properties();
    }

    static Settings standard(String replica) {
        return new Settings(
                replica,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                10_000,
                Duration.ofMinutes(1));
    }

    Settings patience(Duration intent, Duration outcome) {
        return new Settings(replica, intent, outcome, storeTimeout, queueCapacity, orphanAfter);
    }

    Settings storeTimeout(Duration timeout) {
        return new Settings(replica, intentTimeout, outcomeTimeout, timeout, queueCapacity, orphanAfter);
    }

    Settings queueCapacity(int rows) {
        return new Settings(replica, intentTimeout, outcomeTimeout, storeTimeout, rows, orphanAfter);
    }

    Settings orphanAfter(Duration after) {
        return new Settings(replica, intentTimeout, outcomeTimeout, storeTimeout, queueCapacity, after);
    }

    AuditProperties properties() {
        return new AuditProperties(
                intentTimeout,
                outcomeTimeout,
                storeTimeout,
                Duration.ofSeconds(5),
                queueCapacity,
                500,
                Duration.ofDays(400),
                orphanAfter,
                Duration.ofHours(1),
                replica);
    }
}

package dev.atlasgateway.audit;

import java.time.Duration;

/** Default settings, except those that a test sets. */
record AuditSettings(
        String replica,
        Duration intentTimeout,
        Duration outcomeTimeout,
        Duration storeTimeout,
        int queueCapacity,
        Duration orphanAfter) {

    static AuditProperties of(String replica) {
        return standard(replica).properties();
    }

    static AuditSettings standard(String replica) {
        return new AuditSettings(
                replica,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                10_000,
                Duration.ofMinutes(1));
    }

    AuditSettings patience(Duration intent, Duration outcome) {
        return new AuditSettings(replica, intent, outcome, storeTimeout, queueCapacity, orphanAfter);
    }

    AuditSettings storeTimeout(Duration timeout) {
        return new AuditSettings(replica, intentTimeout, outcomeTimeout, timeout, queueCapacity, orphanAfter);
    }

    AuditSettings queueCapacity(int rows) {
        return new AuditSettings(replica, intentTimeout, outcomeTimeout, storeTimeout, rows, orphanAfter);
    }

    AuditSettings orphanAfter(Duration after) {
        return new AuditSettings(replica, intentTimeout, outcomeTimeout, storeTimeout, queueCapacity, after);
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

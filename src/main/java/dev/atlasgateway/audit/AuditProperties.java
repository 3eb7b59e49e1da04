package dev.atlasgateway.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit: how calls are recorded.
 *
 * @param intentTimeout how long a call waits until its intent is stored; then it is refused
 * @param outcomeTimeout how long an answer waits until its outcome is stored; then the caller gets it anyway
 * @param storeTimeout how long PostgreSQL may take to connect, and for each statement; then the connection is dropped
 * @param flushTimeout how long a stopping gateway may take to store the records that are left
 * @param queueCapacity how many records may wait to be stored; if more would wait, calls are refused
 * @param batchSize the most records in one commit
 * @param retention how long records are kept at least; whole months are dropped at a time
 * @param orphanAfter how long after its deadline a call without an outcome is given up: a change as unknown, a read as
 *     failed
 * @param sweepInterval how often the gateway looks for calls without an outcome
 * @param replica the name of this replica in its records; the host name by default
 */
@Validated
@ConfigurationProperties("gateway.audit")
record AuditProperties(
        @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration intentTimeout,

        @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration outcomeTimeout,

        @DefaultValue("5s") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
        Duration storeTimeout,

        @DefaultValue("10s") @DurationMin(millis = 0) @DurationMax(minutes = 10)
        Duration flushTimeout,

        @DefaultValue("10000") @Min(100) @Max(1_000_000) int queueCapacity,
        @DefaultValue("500") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("400d") @DurationMin(days = 31) Duration retention,

        @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration orphanAfter,

        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration sweepInterval,

        @DefaultValue("") String replica) {

    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    AuditProperties {
        replica = replica.isBlank() ? hostName() : replica;
    }

    /** Resolves no name, because a resolver that does not answer would delay the start by many seconds. */
    private static String hostName() {
        var name = System.getenv("HOSTNAME");
        try {
            return name == null || name.isBlank()
                    ? Files.readString(LINUX_HOST_NAME).strip()
                    : name;
        } catch (IOException e) {
            return "unnamed";
        }
    }
}

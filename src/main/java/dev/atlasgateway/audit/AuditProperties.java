package dev.atlasgateway.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How calls are recorded.
 *
 * @param intentTimeout how long a call waits for its record before it is refused
 * @param outcomeTimeout how long an answer waits for its record before it is given all the same
 * @param storeTimeout how long PostgreSQL may take to connect, and for each statement, before the connection is dropped
 * @param flushTimeout how long a stopping gateway may take to store what is left
 * @param queueCapacity how many records may wait; past that, calls are refused
 * @param batchSize how many records share a commit at most
 * @param retention how long records are kept at least; they go by whole months
 * @param orphanAfter how long past its deadline a call without an ending is given up: a change as unknown, a read as failed
 * @param sweepInterval how often such calls are looked for
 * @param replica the name of this instance in its records; the host name where none is given
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

    AuditProperties {
        replica = replica.isBlank() ? hostName() : replica;
    }

    private static String hostName() {
        try {
            return Objects.requireNonNullElse(
                    System.getenv("HOSTNAME"), InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }
}

package dev.atlasgateway.history;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of searches and statistics of the audit.
 *
 * @param connections how many reads may run at the same time, on connections that calls do not use
 * @param timeout how long PostgreSQL may take for each statement of a search
 * @param countEvery how often recorded calls are counted for the statistics
 */
@Validated
@ConfigurationProperties("gateway.history")
public record HistoryProperties(
        @DefaultValue("4") @Min(1) @Max(50) int connections,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration timeout,

        @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration countEvery) {}

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
 * How the audit is read.
 *
 * @param connections how many reads may be under way at once, on connections of their own
 * @param timeout how long PostgreSQL may take for each statement
 * @param countEvery how often what has been recorded is counted
 */
@Validated
@ConfigurationProperties("gateway.history")
public record HistoryProperties(
        @DefaultValue("4") @Min(1) @Max(50) int connections,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration timeout,

        @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration countEvery) {}

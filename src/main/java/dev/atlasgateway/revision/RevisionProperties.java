package dev.atlasgateway.revision;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the policy reaches this replica.
 *
 * @param reloadInterval how often the store is asked for a newer revision
 */
@Validated
@ConfigurationProperties("gateway.policy")
record RevisionProperties(
        @DefaultValue("500ms") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration reloadInterval) {}

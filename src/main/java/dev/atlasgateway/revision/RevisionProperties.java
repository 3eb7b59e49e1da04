package dev.atlasgateway.revision;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How fast changes of the policy reach a replica.
 *
 * @param reloadInterval How often each replica asks PostgreSQL for a newer revision. With the default, a
 *     change is in force on every replica within a second. A shorter interval costs more queries.
 */
@Validated
@ConfigurationProperties("gateway.policy")
public record RevisionProperties(
        @DefaultValue("500ms") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration reloadInterval) {}

package dev.atlasgateway.policy;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.io.Resource;
import org.springframework.validation.annotation.Validated;

/**
 * How the policy reaches this replica.
 *
 * @param reloadInterval how often the store is asked for a newer revision
 * @param document a policy document that is the whole truth: at each start the store is brought to what it says; without
 *     one nothing is imported
 */
@Validated
@ConfigurationProperties("gateway.policy")
record PolicyProperties(
        @DefaultValue("500ms") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration reloadInterval,

        @Name("import") @Nullable Resource document) {}

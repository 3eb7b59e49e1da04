package dev.atlasgateway.document;

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
 * The policy as a file: one that stays its owner, or one to begin with.
 *
 * @param seed a policy document that a store without any policy begins with; from then on what it named is the admins'
 *     like anything else, and the setting has no effect
 * @param document a policy document that owns what it names: at each start, and whenever it changes, the store is brought
 *     to what it says of that; without one nothing is imported
 * @param importInterval how often a file is looked at for changes
 */
@Validated
@ConfigurationProperties("gateway.policy")
record DocumentProperties(
        @Nullable Resource seed,

        @Name("import") @Nullable Resource document,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration importInterval) {}

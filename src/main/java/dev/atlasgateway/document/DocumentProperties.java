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
 * The policy as a file: a document that owns its objects, or one to begin with.
 *
 * @param seed Policy document for the first start: a store without a policy begins with it. Later it has no effect,
 *     and admins change its objects like all others.
 * @param document Policy document that owns the objects it contains. The gateway updates them at each start and whenever
 *     the file changes, and only the file can change them. Without it, nothing is imported.
 * @param importInterval How often the gateway checks the imported file for changes.
 */
@Validated
@ConfigurationProperties("gateway.policy")
record DocumentProperties(
        @Nullable Resource seed,

        @Name("import") @Nullable Resource document,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration importInterval) {}

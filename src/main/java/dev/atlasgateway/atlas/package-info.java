/**
 * How does a call reach Atlas? The only way out: signs, limits, sends and retries. {@link AtlasConfiguration} shows it
 * as one expression.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange", "telemetry"})
package dev.atlasgateway.atlas;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

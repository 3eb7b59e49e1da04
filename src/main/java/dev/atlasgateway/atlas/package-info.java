/** The one way out. */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange"})
package dev.atlasgateway.atlas;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

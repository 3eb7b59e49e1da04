/** How the gateway says no: one catalogue of refusals, one exception, one shape (Atlas's {@code ApiError}). */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange"})
package dev.atlasgateway.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

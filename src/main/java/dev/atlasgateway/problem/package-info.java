/** How does the gateway refuse a call? With one catalogue of reasons, one exception and Atlas's {@code ApiError}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange"})
package dev.atlasgateway.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What travels, and for how long: the caller's pair and Atlas's pair, which no step can mistake for each other. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What does the call ask for? */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange", "policy", "problem"})
package dev.atlasgateway.contract;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

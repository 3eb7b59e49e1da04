/** How does a call become one for Atlas, and Atlas's answer one for the caller? */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "caller", "contract", "exchange", "guardrail", "policy", "problem"})
package dev.atlasgateway.translation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The caller's words and Atlas's words, both ways. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "caller", "contract", "exchange", "guardrail", "policy", "problem"})
package dev.atlasgateway.translation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

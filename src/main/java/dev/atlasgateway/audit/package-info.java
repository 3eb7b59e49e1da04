/** What was asked and what became of it, kept durably. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"access", "caller", "contract", "exchange", "guardrail", "policy", "problem", "store"})
package dev.atlasgateway.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

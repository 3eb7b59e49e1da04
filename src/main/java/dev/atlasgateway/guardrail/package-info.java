/** Does this change satisfy the admins' rules for changes? */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "caller", "contract", "policy", "problem"})
package dev.atlasgateway.guardrail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

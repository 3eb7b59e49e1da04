/** Whether anyone should make this change: the admins' rules on the change itself. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "caller", "contract", "policy", "problem"})
package dev.atlasgateway.guardrail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

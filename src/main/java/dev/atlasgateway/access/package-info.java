/** May this team make this call on this project? */
@NullMarked
@ApplicationModule(allowedDependencies = {"caller", "contract", "policy", "problem"})
package dev.atlasgateway.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

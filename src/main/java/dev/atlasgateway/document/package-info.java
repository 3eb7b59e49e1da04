/** How is the policy read and written as a YAML document? It is planned, applied, imported and exported. */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "policy :: apikey", "policy :: field", "revision", "store"})
package dev.atlasgateway.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

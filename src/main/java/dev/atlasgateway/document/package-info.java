/** The policy as a document: YAML that is read, planned, applied, imported and exported. */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "revision"})
package dev.atlasgateway.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

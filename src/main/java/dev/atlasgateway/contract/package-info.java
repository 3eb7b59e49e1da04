/** What is being asked: the catalogue of operations, and the strict reading of path, query and body. */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange", "policy", "problem"})
package dev.atlasgateway.contract;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

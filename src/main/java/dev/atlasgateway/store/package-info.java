/**
 * How does the gateway reach PostgreSQL? Checks and failures at start, migrations, and pools besides the main one.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "setting")
package dev.atlasgateway.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

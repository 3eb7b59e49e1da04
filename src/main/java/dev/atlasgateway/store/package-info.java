/**
 * How does the gateway reach PostgreSQL besides the main pool? For migrations, for polling, and for pools of their own.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** How the schema is migrated, and how replicas learn from PostgreSQL what others changed. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

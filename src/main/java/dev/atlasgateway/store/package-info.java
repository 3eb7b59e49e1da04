/** How PostgreSQL is reached: for migrations, for looking what other replicas changed, and beside the main pool. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

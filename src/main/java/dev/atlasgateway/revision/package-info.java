/** How the policy changes: the store, its numbered revisions, and which of them is in force on this replica. */
@NullMarked
@ApplicationModule(allowedDependencies = {"history", "history :: statistics", "policy", "store"})
package dev.atlasgateway.revision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

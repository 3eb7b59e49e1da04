/** How does the policy change? The store, its numbered revisions, and the one that is in force on this replica. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "history",
            "history :: statistics",
            "policy",
            "policy :: apikey",
            "policy :: field",
            "store"
        })
package dev.atlasgateway.revision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What happened: searching and showing the audit, what admins did, and the figures of both. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "exchange", "problem", "store"})
package dev.atlasgateway.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

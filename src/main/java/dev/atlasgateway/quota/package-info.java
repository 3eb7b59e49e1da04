/** How often may a team call? The token buckets of teams and projects, in memory or in Redis. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "caller", "contract", "exchange", "policy", "problem", "setting"})
package dev.atlasgateway.quota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

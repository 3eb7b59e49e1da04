/** How often: the token buckets of teams and projects. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "caller", "contract", "exchange", "policy", "problem"})
package dev.atlasgateway.quota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What do the platform admins allow? The objects of the policy, its rules, and the indexed snapshot that decides. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What the platform admins allow: the objects of the policy, its rules, and the compiled snapshot that decides. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Which settings may change while the gateway runs? Secrets in a mounted folder. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.setting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Who is calling: logs clients in, verifies tokens, and names the team behind them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange", "policy", "problem", "store"})
package dev.atlasgateway.caller;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * What happened? Searches, shows and exports recorded calls.
 *
 * <p>{@link dev.atlasgateway.history.CallReader} records each look at a call as an admin event; other packages have no other
 * way to the calls. The subpackage {@code statistics} counts calls.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "exchange", "problem", "store"})
package dev.atlasgateway.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * What do the steps of a call pass on? Request and response of the caller, request and response of Atlas, and how long
 * it may take.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

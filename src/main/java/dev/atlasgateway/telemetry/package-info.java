/** How does the process tell what it does? Names of fields and attributes, which traces are kept, which log levels can change. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.atlasgateway.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

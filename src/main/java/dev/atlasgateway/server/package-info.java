/** How does the process serve and start? Jetty, proxies, draining, settings, failures at start, and the health check. */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange", "policy"})
package dev.atlasgateway.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

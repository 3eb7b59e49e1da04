/**
 * What did each call ask for, and what was its outcome? The durable record of calls.
 *
 * <p>The subpackage {@code store} writes the rows and keeps them.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "access",
            "caller",
            "contract",
            "exchange",
            "guardrail",
            "policy",
            "problem",
            "store",
            "telemetry"
        })
package dev.atlasgateway.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What happens to a call, from the edge to Atlas and back? Start reading here. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "access",
            "atlas",
            "audit",
            "caller",
            "contract",
            "exchange",
            "guardrail",
            "policy",
            "problem",
            "quota",
            "telemetry",
            "translation"
        })
package dev.atlasgateway.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

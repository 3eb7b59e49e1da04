/** Why: what would be, or was, decided about a call, by which rule; what a change of the rules would do; who may do what. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "access",
            "audit",
            "caller",
            "contract",
            "exchange",
            "gateway",
            "guardrail",
            "history",
            "policy",
            "problem",
            "quota",
            "revision",
            "translation"
        })
package dev.atlasgateway.explain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

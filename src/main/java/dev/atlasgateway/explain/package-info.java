/** Why is a call decided as it is? Explanations of calls, backtests of policy drafts, and who may do what. */
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
            "history :: statistics",
            "policy",
            "policy :: field",
            "problem",
            "quota",
            "revision",
            "translation"
        })
package dev.atlasgateway.explain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

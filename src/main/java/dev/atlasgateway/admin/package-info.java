/**
 * What can an admin see and change? The admin side: sign-in, REST API, web console, and the record of what admins did.
 *
 * <p>One module: its subpackages are internal to it.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "caller",
            "contract",
            "document",
            "exchange",
            "explain",
            "guardrail",
            "history",
            "history :: statistics",
            "policy",
            "policy :: apikey",
            "policy :: field",
            "problem",
            "quota",
            "revision",
            "revision :: edit",
            "setting",
            "store"
        })
package dev.atlasgateway.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

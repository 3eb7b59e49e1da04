/** The admin REST API: what admins manage and ask, as JSON, under {@code /admin/api/v1}. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "contract",
            "document",
            "exchange",
            "explain",
            "guardrail",
            "history",
            "policy",
            "revision",
            "signin"
        })
package dev.atlasgateway.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Who may do what? The pages on teams, clients, projects, grants, guardrails and quotas. */
@NullMarked
package dev.atlasgateway.admin.console.policy;

import org.jspecify.annotations.NullMarked;

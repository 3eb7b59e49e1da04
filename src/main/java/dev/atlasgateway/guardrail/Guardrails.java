package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.problem.Problem;

/** Judges a change by the guardrails of the policy in force. */
public interface Guardrails {

    /**
     * Clears a change for Atlas.
     *
     * @throws dev.atlasgateway.problem.Refusal {@link Problem#GATEWAY_GUARDRAIL_VIOLATION}, naming the guardrail
     */
    Cleared clear(Granted granted, Change change);
}

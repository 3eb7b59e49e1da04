package dev.atlasgateway.policy;

import java.util.List;

/** A check of a part of the policy that only another package understands. Every revision must pass it. */
public interface PolicyCheck {

    /** Returns a sentence for each fault of the guardrail; empty if it is fine. */
    List<String> faults(Guardrail guardrail);

    /** Returns a sentence for each probable mistake in a guardrail that may be saved all the same. */
    default List<String> warnings(Guardrail guardrail) {
        return List.of();
    }

    /**
     * Returns a sentence for each fault of the account that a project names; empty if it is fine.
     *
     * <p>Only changes are rejected for it. A stored revision is accepted with a warning: it is better if the calls for
     * one project fail than all calls.
     */
    default List<String> accountFaults(Project project) {
        return List.of();
    }
}

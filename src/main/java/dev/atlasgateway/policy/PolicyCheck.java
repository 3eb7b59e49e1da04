package dev.atlasgateway.policy;

import java.util.List;

/** Another package's word on objects that only it understands; asked before a revision is accepted. */
public interface PolicyCheck {

    /** One sentence for each thing wrong with the guardrail; empty where nothing is. */
    List<String> faults(Guardrail guardrail);

    /**
     * One sentence for each thing wrong with the account that a project names; empty where nothing is.
     *
     * <p>Asked of changes. A revision that is in the store already is taken all the same, with a warning: better that the
     * calls for one project fail than all calls of everybody.
     */
    default List<String> accountFaults(Project project) {
        return List.of();
    }
}

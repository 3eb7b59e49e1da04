package dev.atlasgateway.policy;

import java.util.List;

/** Another package's word on objects that only it understands; asked before a revision is accepted. */
public interface PolicyCheck {

    /** One sentence for each thing wrong with the guardrail; empty where nothing is. */
    List<String> faults(Guardrail guardrail);
}

package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import java.util.List;

/** The evidence that a change passed every guardrail; only {@link Guardrails} makes one. */
public sealed interface ApprovedChange permits GuardedChange {

    Granted granted();

    Change change();

    /** What guardrails of the mode {@code warn} have to say to the caller. */
    List<String> warnings();

    /** The names of guardrails of any mode that the change did not satisfy, for the audit. */
    List<String> noted();
}

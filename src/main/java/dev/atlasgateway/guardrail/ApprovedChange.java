package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Change;
import java.util.List;

/** The evidence that a change passed all guardrails. Only {@link Guardrails} makes one. */
public sealed interface ApprovedChange permits GuardedChange {

    AuthorizedCall authorized();

    Change change();

    /** Messages to the caller, of violated guardrails with the mode {@code warn}. */
    List<String> warnings();

    /** Names of all violated guardrails, for the audit. */
    List<String> violated();
}

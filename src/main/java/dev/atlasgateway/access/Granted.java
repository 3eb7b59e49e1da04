package dev.atlasgateway.access;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;

/** The evidence that a team may make a call; only {@link Access} makes one. */
public sealed interface Granted permits TeamGranted {

    Caller caller();

    Call call();

    Project project();

    /** What allowed it. */
    Grant grant();

    /** The revision that decided; the rest of the call is judged by the same one. */
    PolicySnapshot policy();

    /** Whom to ask where a later step refuses: the project's contact, or else the gateway's. */
    String contact();
}

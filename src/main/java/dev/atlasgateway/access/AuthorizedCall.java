package dev.atlasgateway.access;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;

/** Call that a grant allows. Only {@link Access} creates one, so the next steps need no other evidence. */
public sealed interface AuthorizedCall permits AuthorizedTeamCall {

    Caller caller();

    Call call();

    Project project();

    /** Returns the grant that allows the call. */
    Grant grant();

    /** Returns whether a grant that allows the call covers this instance of the project. */
    boolean covers(String instance);

    /** Returns the policy that decided. All further steps of the call use the same one. */
    PolicySnapshot policy();

    /** Returns the contact that later refusals name: the project's contact, or the default one. */
    String contact();
}

package dev.atlasgateway.access;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import java.util.List;

/** @param grants the grants that allow the call; never empty */
record AuthorizedTeamCall(
        Caller caller, Call call, Project project, List<Grant> grants, PolicySnapshot policy, String contact)
        implements AuthorizedCall {

    @Override
    public Grant grant() {
        return grants.getFirst();
    }

    @Override
    public boolean covers(String instance) {
        return grants.stream().anyMatch(grant -> grant.covers(instance));
    }
}

package dev.atlasgateway.access;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;

record AuthorizedTeamCall(Caller caller, Call call, Project project, Grant grant, PolicySnapshot policy, String contact)
        implements AuthorizedCall {}

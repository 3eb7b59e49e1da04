package dev.atlasgateway.caller;

import dev.atlasgateway.policy.PolicySnapshot;

/**
 * Whether a client or a team may call, according to a policy snapshot. Authentication checks it on every call, so that
 * disabling a client or a team takes effect on the next call.
 */
public sealed interface CallerStatus {

    /** The client or team may call. */
    record Active(String team) implements CallerStatus {}

    /** @param reason why the client or team may not call; the caller may read it */
    record Inactive(String reason) implements CallerStatus {}

    static CallerStatus ofClient(PolicySnapshot policy, String id) {
        var client = policy.client(id);
        if (client == null) {
            return new Inactive("the client is unknown");
        }
        return client.disabled() ? new Inactive("the client is disabled") : ofTeam(policy, client.team());
    }

    static CallerStatus ofTeam(PolicySnapshot policy, String name) {
        var team = policy.team(name);
        if (team == null) {
            return new Inactive("the team is unknown");
        }
        return team.disabled() ? new Inactive("the team is disabled") : new Active(name);
    }
}

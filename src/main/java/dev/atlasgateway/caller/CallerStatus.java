package dev.atlasgateway.caller;

import dev.atlasgateway.policy.PolicySnapshot;

/** Whether the policy in force still knows a client or a team; asked on every call, so that disabling works on the next. */
public sealed interface CallerStatus {

    /** In good standing, for this team. */
    record Good(String team) implements CallerStatus {}

    /** @param reason what speaks against it, in a few words that its holder may read */
    record Bad(String reason) implements CallerStatus {}

    static CallerStatus ofClient(PolicySnapshot policy, String id) {
        var client = policy.client(id);
        if (client == null) {
            return new Bad("the client is unknown");
        }
        return client.disabled() ? new Bad("the client is disabled") : ofTeam(policy, client.team());
    }

    static CallerStatus ofTeam(PolicySnapshot policy, String name) {
        var team = policy.team(name);
        if (team == null) {
            return new Bad("the team is unknown");
        }
        return team.disabled() ? new Bad("the team is disabled") : new Good(name);
    }
}

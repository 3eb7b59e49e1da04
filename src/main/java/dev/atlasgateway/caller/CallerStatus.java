package dev.atlasgateway.caller;

import dev.atlasgateway.policy.PolicySnapshot;

/**
 * Whether a client or a team may call, according to a policy snapshot. Authentication checks it on every call, so that
 * disabling a client or a team takes effect on the next call.
 */
public sealed interface CallerStatus {

    /** The client or team may call. */
    record Active(String team) implements CallerStatus {}

    /** The client or team may not call. */
    record Inactive(Reason reason) implements CallerStatus {}

    /** Why a client or team may not call. */
    enum Reason {
        CLIENT_UNKNOWN("the client is unknown"),
        CLIENT_DISABLED("the client is disabled"),
        TEAM_UNKNOWN("the team is unknown"),
        TEAM_DISABLED("the team is disabled");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** Returns the reason in words, which the caller may read. */
        public String sentence() {
            return sentence;
        }
    }

    static CallerStatus ofClient(PolicySnapshot policy, String id) {
        var client = policy.client(id);
        if (client == null) {
            return new Inactive(Reason.CLIENT_UNKNOWN);
        }
        return client.disabled() ? new Inactive(Reason.CLIENT_DISABLED) : ofTeam(policy, client.team());
    }

    static CallerStatus ofTeam(PolicySnapshot policy, String name) {
        var team = policy.team(name);
        if (team == null) {
            return new Inactive(Reason.TEAM_UNKNOWN);
        }
        return team.disabled() ? new Inactive(Reason.TEAM_DISABLED) : new Active(name);
    }
}

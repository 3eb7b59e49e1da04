package dev.atlasgateway.quota;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Quota;
import java.util.Locale;
import java.util.Objects;

/** What a team or a project may use up. */
record Allowance(Scope scope, String owner, Quota quota) {

    /** Whose bucket it is. */
    enum Scope {
        TEAM,
        PROJECT;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Allowance ofTeam(Granted granted, Quota standard) {
        return ofTeam(granted.caller().team(), granted.policy(), standard);
    }

    static Allowance ofTeam(String team, PolicySnapshot policy, Quota standard) {
        return new Allowance(Scope.TEAM, team, Objects.requireNonNullElse(policy.teamQuota(team), standard));
    }

    static Allowance ofProject(Granted granted, Quota standard) {
        return ofProject(granted.project().groupId(), granted.policy(), standard);
    }

    static Allowance ofProject(String groupId, PolicySnapshot policy, Quota standard) {
        return new Allowance(
                Scope.PROJECT, groupId, Objects.requireNonNullElse(policy.projectQuota(groupId), standard));
    }

    /** The bucket's name in memory, in Redis and in the audit: {@code team/payments}. */
    String key() {
        return scope.tag() + "/" + owner;
    }
}

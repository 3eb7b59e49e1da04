package dev.atlasgateway.quota;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Quota;
import java.util.Locale;
import java.util.Objects;

/** Quota of one team or project, with the key of its bucket. */
record Allowance(Scope scope, String owner, Quota quota) {

    /** Kind of the owner. */
    enum Scope {
        TEAM,
        PROJECT;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Allowance ofTeam(Granted granted, Quota fallback) {
        return ofTeam(granted.caller().team(), granted.policy(), fallback);
    }

    static Allowance ofTeam(String team, PolicySnapshot policy, Quota fallback) {
        return new Allowance(Scope.TEAM, team, Objects.requireNonNullElse(policy.teamQuota(team), fallback));
    }

    static Allowance ofProject(Granted granted, Quota fallback) {
        return ofProject(granted.project().groupId(), granted.policy(), fallback);
    }

    static Allowance ofProject(String groupId, PolicySnapshot policy, Quota fallback) {
        return new Allowance(
                Scope.PROJECT, groupId, Objects.requireNonNullElse(policy.projectQuota(groupId), fallback));
    }

    /** Returns the name of the bucket in memory, in Redis and in the audit, such as {@code team/payments}. */
    String key() {
        return scope.tag() + "/" + owner;
    }
}

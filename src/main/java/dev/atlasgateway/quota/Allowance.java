package dev.atlasgateway.quota;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Quota;
import java.util.Locale;
import java.util.Objects;

/** Quota of one team or project, with the key of its bucket. */
record Allowance(Scope scope, String owner, Quota quota) {

    Allowance {
        quota = quota.enforceable();
    }

    /** Kind of the owner. */
    enum Scope {
        TEAM,
        PROJECT;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Allowance ofTeam(AuthorizedCall authorized, Quota fallback) {
        return ofTeam(authorized.caller().team(), authorized.policy(), fallback);
    }

    static Allowance ofTeam(String team, PolicySnapshot policy, Quota fallback) {
        return new Allowance(Scope.TEAM, team, Objects.requireNonNullElse(policy.teamQuota(team), fallback));
    }

    static Allowance ofProject(AuthorizedCall authorized, Quota fallback) {
        return ofProject(authorized.project().groupId(), authorized.policy(), fallback);
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

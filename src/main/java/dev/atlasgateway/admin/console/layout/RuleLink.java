package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rule that made a decision, as the audit names it, with a link to its page.
 *
 * @param kind {@code grant}, {@code guardrail}, {@code quota}…
 * @param name of the rule; empty if the kind is the whole name
 * @param link to its page; null if there is no such page or the admin may not open it
 */
public record RuleLink(String kind, String name, @Nullable String link) {

    /**
     * Returns a link for each rule behind a decision; several guardrails may share a decision.
     *
     * @param decidedBy null for no decision
     */
    public static List<RuleLink> of(@Nullable DecidedBy decidedBy, PolicySnapshot snapshot, Admin admin) {
        if (decidedBy == null) {
            return List.of();
        }
        return decidedBy.names().isEmpty()
                ? List.of(new RuleLink(decidedBy.toString(), "", null))
                : decidedBy.names().stream()
                        .map(name -> of(decidedBy.kind(), name, snapshot, admin))
                        .toList();
    }

    private static RuleLink of(DecidedBy.RuleKind kind, String name, PolicySnapshot snapshot, Admin admin) {
        var link = switch (kind) {
            case TEAM -> PolicyObjectView.link(ObjectKind.TEAM, name, snapshot);
            case GRANT -> admin.seesAll() ? PolicyObjectView.link(ObjectKind.GRANT, name, snapshot) : null;
            case GUARDRAIL -> admin.seesAll() ? PolicyObjectView.link(ObjectKind.GUARDRAIL, name, snapshot) : null;
            case QUOTA -> admin.seesAll() ? quota(name, snapshot) : null;
            default -> null;
        };
        return new RuleLink(kind.word(), name, link);
    }

    /** Returns the page of a quota. Every team and project has one, also with the default quota. */
    private static @Nullable String quota(String bucket, PolicySnapshot snapshot) {
        var owner = bucket.substring(bucket.indexOf('/') + 1);
        if (bucket.startsWith("team/")) {
            return snapshot.team(owner) == null ? null : PolicyObjectView.link(ObjectKind.TEAM_QUOTA, owner);
        }
        return bucket.startsWith("project/") && snapshot.project(owner) != null
                ? PolicyObjectView.link(ObjectKind.PROJECT_QUOTA, owner)
                : null;
    }
}

package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that decided something, as the audit names it.
 *
 * @param kind {@code grant}, {@code guardrail}, {@code quota}…
 * @param name of the rule; empty where the kind says it all
 * @param link to the page where it is looked after; null where there is none, any more, or for whoever looks
 */
public record RuleLink(String kind, String name, @Nullable String link) {

    /**
     * Returns a link for each rule behind a decision; several guardrails may share a decision.
     *
     * @param decidedBy null for no decision
     */
    public static List<RuleLink> of(@Nullable DecidedBy decidedBy, PolicySnapshot now, Admin admin) {
        if (decidedBy == null) {
            return List.of();
        }
        return decidedBy.names().isEmpty()
                ? List.of(new RuleLink(decidedBy.toString(), "", null))
                : decidedBy.names().stream()
                        .map(name -> of(decidedBy.kind(), name, now, admin))
                        .toList();
    }

    private static RuleLink of(DecidedBy.RuleKind kind, String name, PolicySnapshot now, Admin admin) {
        var link = switch (kind) {
            case TEAM -> existing(ObjectKind.TEAM, name, now);
            case GRANT -> admin.seesAll() ? existing(ObjectKind.GRANT, name, now) : null;
            case GUARDRAIL -> admin.seesAll() ? existing(ObjectKind.GUARDRAIL, name, now) : null;
            case QUOTA -> admin.seesAll() ? quota(name, now) : null;
            default -> null;
        };
        return new RuleLink(kind.word(), name, link);
    }

    private static @Nullable String existing(ObjectKind kind, String key, PolicySnapshot now) {
        return now.find(kind, key).map(PolicyObjectView::link).orElse(null);
    }

    /** Every team and project has a page of its quota, be it the default one; a quota that nobody could ask has none. */
    private static @Nullable String quota(String bucket, PolicySnapshot now) {
        var owner = bucket.substring(bucket.indexOf('/') + 1);
        if (bucket.startsWith("team/")) {
            return now.team(owner) == null ? null : PolicyObjectView.link(ObjectKind.TEAM_QUOTA, owner);
        }
        return bucket.startsWith("project/") && now.project(owner) != null
                ? PolicyObjectView.link(ObjectKind.PROJECT_QUOTA, owner)
                : null;
    }
}

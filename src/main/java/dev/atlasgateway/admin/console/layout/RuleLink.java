package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.Arrays;
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
     * The rules behind a decision, of which several guardrails may share one.
     *
     * @param decidedBy {@code kind:name}, the kind alone, or {@code guardrail:one,other}; null for none
     */
    public static List<RuleLink> of(@Nullable String decidedBy, PolicySnapshot now, Admin admin) {
        if (decidedBy == null) {
            return List.of();
        }
        var colon = decidedBy.indexOf(':');
        if (colon < 0) {
            return List.of(new RuleLink(decidedBy, "", null));
        }
        var kind = decidedBy.substring(0, colon);
        var names = decidedBy.substring(colon + 1);
        return kind.equals("guardrail")
                ? Arrays.stream(names.split(","))
                        .map(name -> name.replaceFirst("^guardrail:", ""))
                        .map(name -> of(kind, name, now, admin))
                        .toList()
                : List.of(of(kind, names, now, admin));
    }

    private static RuleLink of(String kind, String name, PolicySnapshot now, Admin admin) {
        var link = switch (kind) {
            case "team" -> existing(Kind.TEAM, name, now);
            case "grant" -> admin.seesAll() ? existing(Kind.GRANT, name, now) : null;
            case "guardrail" -> admin.seesAll() ? existing(Kind.GUARDRAIL, name, now) : null;
            case "quota" -> admin.seesAll() ? quota(name, now) : null;
            default -> null;
        };
        return new RuleLink(kind, name, link);
    }

    private static @Nullable String existing(Kind kind, String key, PolicySnapshot now) {
        return now.find(kind, key).map(PolicyObjectView::link).orElse(null);
    }

    /** Every team and project has a page of its quota, be it the default one; a quota that nobody could ask has none. */
    private static @Nullable String quota(String bucket, PolicySnapshot now) {
        var owner = bucket.substring(bucket.indexOf('/') + 1);
        if (bucket.startsWith("team/")) {
            return now.team(owner) == null ? null : PolicyObjectView.link(Kind.TEAM_QUOTA, owner);
        }
        return bucket.startsWith("project/") && now.project(owner) != null
                ? PolicyObjectView.link(Kind.PROJECT_QUOTA, owner)
                : null;
    }
}

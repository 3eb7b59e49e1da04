package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import dev.atlasgateway.policy.field.FieldTypes;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Policy object as pages show it.
 *
 * @param link to its page
 * @param fields its values by the labels of its form
 */
public record PolicyObjectView(String title, String link, Map<String, String> fields) {

    /** @param now provides the names of projects */
    public static PolicyObjectView of(PolicyObject object, PolicySnapshot now) {
        return new PolicyObjectView(title(object, now), link(object), fields(object));
    }

    public static String title(PolicyObject object, PolicySnapshot now) {
        return switch (object) {
            case Team team -> "Team " + team.name();
            case Client client -> "Client " + client.id();
            case Project project -> "Project " + project.name() + " (" + project.groupId() + ")";
            case Grant grant ->
                "Grant of %s on %s of %s to %s"
                        .formatted(grant.role(), instances(grant), now.projectName(grant.groupId()), grant.team());
            case Guardrail guardrail -> "Guardrail " + guardrail.name();
            case TeamQuota quota -> "Quota of team " + quota.team();
            case ProjectQuota quota -> "Quota of project " + now.projectName(quota.groupId());
        };
    }

    private static String instances(Grant grant) {
        return grant.instances().equals("*") ? "all instances" : grant.instances();
    }

    public static String link(PolicyObject object) {
        return link(object.kind(), object.key());
    }

    /** Returns the link to an object; null if the policy has no such object. */
    public static @Nullable String link(ObjectKind kind, String key, PolicySnapshot snapshot) {
        return snapshot.find(kind, key).isPresent() ? link(kind, key) : null;
    }

    public static String link(ObjectKind kind, String key) {
        return switch (kind) {
            case TEAM -> path("teams", key);
            case CLIENT -> path("clients", key);
            case PROJECT -> path("projects", key);
            case GRANT -> PageLinks.query("/console/grants/edit", Map.of("key", key));
            case GUARDRAIL -> path("guardrails", key);
            case TEAM_QUOTA -> path("quotas/teams", key);
            case PROJECT_QUOTA -> path("quotas/projects", key);
        };
    }

    private static String path(String page, String key) {
        return PageLinks.item("/console/" + page, key);
    }

    /** Returns the values of an object by the labels of its form; none if it is null. */
    public static Map<String, String> fields(@Nullable PolicyObject object) {
        return object == null ? Map.of() : object.kind().description().view(object);
    }

    public static String moment(@Nullable Instant moment) {
        return moment == null ? "" : FieldTypes.END.display().apply(moment);
    }
}

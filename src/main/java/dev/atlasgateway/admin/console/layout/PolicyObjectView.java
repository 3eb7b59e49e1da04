package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * An object of the policy in the words of the console.
 *
 * @param link the page where it is looked after
 * @param fields what it says, by the labels of its form
 */
public record PolicyObjectView(String title, String link, Map<String, String> fields) {

    /** @param now knows the names of projects */
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
                        .formatted(grant.role(), instances(grant), project(grant.groupId(), now), grant.team());
            case Guardrail guardrail -> "Guardrail " + guardrail.name();
            case TeamQuota quota -> "Quota of team " + quota.team();
            case ProjectQuota quota -> "Quota of project " + project(quota.groupId(), now);
        };
    }

    private static String instances(Grant grant) {
        return grant.instances().equals("*") ? "all instances" : grant.instances();
    }

    private static String project(String groupId, PolicySnapshot now) {
        var project = now.project(groupId);
        return project == null ? groupId : project.name();
    }

    public static String link(PolicyObject object) {
        return link(object.kind(), object.key());
    }

    public static String link(Kind kind, String key) {
        return switch (kind) {
            case TEAM -> path("teams", key);
            case CLIENT -> path("clients", key);
            case PROJECT -> path("projects", key);
            case GRANT ->
                UriComponentsBuilder.fromPath("/console/grants/edit")
                        .queryParam("key", "{key}")
                        .encode()
                        .buildAndExpand(key)
                        .toUriString();
            case GUARDRAIL -> path("guardrails", key);
            case TEAM_QUOTA -> path("quotas/teams", key);
            case PROJECT_QUOTA -> path("quotas/projects", key);
        };
    }

    private static String path(String page, String key) {
        return UriComponentsBuilder.fromPath("/console/" + page)
                .pathSegment(key)
                .encode()
                .toUriString();
    }

    public static Map<String, String> fields(PolicyObject object) {
        var fields = new LinkedHashMap<String, String>();
        switch (object) {
            case Team team -> {
                fields.put("Contact", text(team.contact()));
                fields.put("Status", status(team.disabled()));
            }
            case Client client -> {
                fields.put("Team", client.team());
                fields.put(
                        "Secrets",
                        client.secrets().stream().map(PolicyObjectView::secret).collect(Collectors.joining("\n")));
                fields.put("Status", status(client.disabled()));
            }
            case Project project -> {
                fields.put("Name", project.name());
                fields.put("Atlas service account", project.account());
                fields.put("Contract", project.contract() == null ? "" : lower(project.contract()));
                fields.put("Contact", text(project.contact()));
            }
            case Grant grant -> {
                fields.put("Role", grant.role().name());
                fields.put("Instances", grant.instances());
                fields.put("Expires", moment(grant.expiresAt()));
                fields.put("Reason", text(grant.reason()));
            }
            case Guardrail guardrail -> {
                fields.put("Mode", lower(guardrail.mode()));
                fields.put("Expression", guardrail.expression());
                fields.put("Message", guardrail.message());
            }
            case TeamQuota own -> quota(fields, own.quota());
            case ProjectQuota own -> quota(fields, own.quota());
        }
        return fields;
    }

    private static void quota(Map<String, String> fields, Quota quota) {
        fields.put("Capacity", Long.toString(quota.capacity()));
        fields.put("Refill", quota.refill() + " per " + Wording.period(quota.period()));
    }

    private static String secret(Client.Secret secret) {
        return secret.fingerprint()
                + (secret.expiresAt() == null ? ", does not expire" : ", expires " + moment(secret.expiresAt()));
    }

    public static String moment(@Nullable Instant moment) {
        return moment == null
                ? ""
                : moment.truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replace("T", " ")
                        .replace("Z", " UTC");
    }

    private static String status(boolean disabled) {
        return disabled ? "disabled" : "enabled";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.Expiry;
import dev.atlasgateway.policy.field.Field;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.Glob;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A team's role on a project.
 *
 * @param instances the instance names that it covers; {@code *} stands for any characters
 * @param expiresAt the end; null if the grant does not expire
 * @param reason why it was given
 */
public record Grant(
        String team,
        String groupId,
        Role role,
        String instances,
        @Nullable Instant expiresAt,
        @Nullable String reason) implements PolicyObject {

    public Grant {
        expiresAt = Expiry.truncate(expiresAt);
    }

    /** Returns the name by which the audit and admins refer to this grant: {@code payments/32b6…/GROUP_OWNER/*}. */
    @Override
    public String key() {
        return team + "/" + groupId + "/" + role + "/" + instances;
    }

    /** Describes the fields for documents, the API, the console and the JSON schema. */
    static ObjectDescription<Grant> description() {
        var team = Field.required("team", "Team", FieldTypes.TEAM_NAME, Grant::team, "One of teams.")
                .shownAs(null);
        var project = Field.required(
                        "project", "Project", FieldTypes.PROJECT_ID, Grant::groupId, "One of projects, by groupId.")
                .shownAs(null);
        var role = Field.required(
                        "role",
                        "Role",
                        FieldTypes.oneOf(Role.values(), Role::name, "a role"),
                        Grant::role,
                        "A role of Atlas. To change an instance needs GROUP_OWNER, to read one any role.")
                .withStandIn(Role.GROUP_READ_ONLY);
        var instances = Field.optional(
                        "instances",
                        "Instances",
                        FieldTypes.INSTANCES,
                        Grant::instances,
                        "An instance name in which * stands for any characters, as in orders-*; by default all instances.")
                .withStandIn("*");
        var expiresAt = Field.optional(
                "expiresAt",
                "Expires",
                FieldTypes.END,
                Grant::expiresAt,
                "The time from which it allows nothing; by default never.");
        var reason = Field.optional("reason", "Reason", FieldTypes.LINE, Grant::reason, "The reason for the grant.");
        return new ObjectDescription<>(
                List.of("grants"),
                List.of("team", "project", "role", "instances"),
                null,
                "A team's role on a project.",
                "Which team has which role on which project.",
                List.of(team, project, role, instances, expiresAt, reason),
                (key, values) -> new Grant(
                        values.require(team),
                        values.require(project),
                        values.require(role),
                        values.require(instances),
                        values.get(expiresAt),
                        values.get(reason)));
    }

    public boolean covers(String instance) {
        return Glob.matches(instances, instance);
    }

    public boolean isActiveAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}

package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Form that adds or changes a grant.
 *
 * @param key of the grant to change; empty to add one
 * @param project a groupId
 * @param expires the day of its end, for a {@link DateTimeField} with {@code expiresTime}; empty for never
 * @param reason stored with the grant; for a new grant also the reason of the revision
 */
record GrantForm(
        String key,
        String team,
        String project,
        String role,
        String instances,
        String expires,
        String expiresTime,
        String reason,
        long base,
        String why)
        implements Form {

    GrantForm {
        key = FormFields.text(key);
        team = FormFields.text(team);
        project = FormFields.text(project);
        role = FormFields.text(role);
        instances = FormFields.text(instances);
        expires = FormFields.text(expires);
        expiresTime = FormFields.text(expiresTime);
        reason = FormFields.text(reason);
        why = key.isEmpty() ? reason : FormFields.text(why);
    }

    static GrantForm empty(String team, String project, long base) {
        return new GrantForm("", team, project, Role.GROUP_OWNER.name(), "*", "", "", "", base, "");
    }

    static GrantForm of(Grant grant, long base) {
        var end = DateTimeField.of(grant.expiresAt());
        return new GrantForm(
                grant.key(),
                grant.team(),
                grant.groupId(),
                grant.role().name(),
                grant.instances(),
                end.day(),
                end.time(),
                FormFields.text(grant.reason()),
                base,
                "");
    }

    public DateTimeField ends() {
        return DateTimeField.of(expires, expiresTime);
    }

    /** Returns the key of the grant after saving. */
    String newKey(PolicySnapshot snapshot) {
        return String.join("/", team, FormFields.project(project, snapshot), role, instances);
    }

    /** Returns the edits that the form asks for. Adds an error for each value that cannot be read or applied. */
    List<Edit> edits(PolicySnapshot snapshot, FormErrors errors) {
        var held = FormFields.oneOf(Role.class, "role", role, errors);
        var ends = ends().read("expires", errors);
        if (held == null) {
            return List.of();
        }
        var groupId = FormFields.project(project, snapshot);
        var wanted = new Grant(team, groupId, held, instances, ends, FormFields.orNull(reason));
        var edits = new ArrayList<Edit>();
        if (!wanted.key().equals(key)) {
            if (snapshot.grants(team, groupId).stream()
                    .anyMatch(grant -> grant.key().equals(wanted.key()))) {
                errors.add("instances", "are covered: the team already has this role on them. Change that grant");
            }
            if (!key.isEmpty()) {
                edits.add(new Edit.Remove(ObjectKind.GRANT, key));
            }
        }
        edits.add(new Edit.Put(wanted));
        return edits;
    }

    @Override
    public Map<String, String> labels() {
        return Map.of(
                "team",
                "Team",
                "project",
                "Project",
                "role",
                "Role",
                "instances",
                "Instances",
                "expires",
                "Expires",
                "reason",
                "Reason");
    }
}

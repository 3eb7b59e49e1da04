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
 * @param key of the grant that it changes; empty where it asks for a new one
 * @param project a groupId
 * @param expires a day, as {@link DateTimeField} reads it with {@code expiresTime}; empty for never
 * @param reason why the grant stands, kept with it; for a new one that is also why the change is made
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

    /** Of the grant that there is once this is saved. */
    String wantedKey(PolicySnapshot now) {
        return String.join("/", team, FormFields.project(project, now), role, instances);
    }

    /** What it asks for; what cannot be read, or cannot be done to this policy, is added to the errors. */
    List<Edit> edits(PolicySnapshot now, FormErrors errors) {
        var held = FormFields.oneOf(Role.class, "role", role, errors);
        var ends = ends().read("expires", errors);
        if (held == null) {
            return List.of();
        }
        var groupId = FormFields.project(project, now);
        var wanted = new Grant(team, groupId, held, instances, ends, FormFields.orNull(reason));
        var edits = new ArrayList<Edit>();
        if (!wanted.key().equals(key)) {
            if (now.grants(team, groupId).stream().anyMatch(grant -> grant.key().equals(wanted.key()))) {
                errors.add("instances", "are covered: the team has this role on them already; change that grant");
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

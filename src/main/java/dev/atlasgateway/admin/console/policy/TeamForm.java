package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import java.util.List;
import java.util.Map;

/**
 * Form that adds or changes a team.
 *
 * @param create whether it adds one
 */
record TeamForm(boolean create, String name, String contact, boolean disabled, long base, String why) implements Form {

    TeamForm {
        name = FormFields.text(name);
        contact = FormFields.text(contact);
        why = FormFields.text(why);
    }

    static TeamForm empty(long base) {
        return new TeamForm(true, "", "", false, base, "");
    }

    static TeamForm of(Team team, long base) {
        return new TeamForm(false, team.name(), FormFields.text(team.contact()), team.disabled(), base, "");
    }

    /** Returns the edits that the form asks for. Adds an error for each value that cannot be read or applied. */
    List<Edit> edits(PolicySnapshot snapshot, FormErrors errors) {
        if (create && snapshot.team(name) != null) {
            errors.add("name", "is taken: a team with this name exists");
        }
        return List.of(new Edit.Put(new Team(name, FormFields.orNull(contact), disabled)));
    }

    @Override
    public String keyField() {
        return "name";
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("name", "Name", "contact", "Contact", "disabled", "Disabled");
    }
}

package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import java.util.List;
import java.util.Map;

/** @param fresh whether it asks for a team that is not there yet */
record TeamForm(boolean fresh, String name, String contact, boolean disabled, long base, String why) implements Form {

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

    /** What it asks for; what cannot be read, or cannot be done to this policy, is added to the errors. */
    List<Edit> edits(PolicySnapshot now, FormErrors errors) {
        if (fresh && now.team(name) != null) {
            errors.add("name", "is taken: there is a team of this name already");
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

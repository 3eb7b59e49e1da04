package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import java.util.List;
import java.util.Map;

/**
 * Form that adds or changes a project.
 *
 * @param create whether it adds one
 * @param contract empty for the gateway's default
 */
record ProjectForm(
        boolean create,
        String groupId,
        String name,
        String account,
        String contract,
        String contact,
        long base,
        String why)
        implements Form {

    ProjectForm {
        groupId = FormFields.text(groupId);
        name = FormFields.text(name);
        account = FormFields.text(account);
        contract = FormFields.text(contract);
        contact = FormFields.text(contact);
        why = FormFields.text(why);
    }

    static ProjectForm empty(long base) {
        return new ProjectForm(true, "", "", "default", "", "", base, "");
    }

    static ProjectForm of(Project project, long base) {
        var contract = project.contract() == null ? "" : project.contract().name();
        return new ProjectForm(
                false,
                project.groupId(),
                project.name(),
                project.account(),
                contract,
                FormFields.text(project.contact()),
                base,
                "");
    }

    /** Returns the edits that the form asks for. Adds an error for each value that cannot be read or applied. */
    List<Edit> edits(PolicySnapshot snapshot, FormErrors errors) {
        if (create && snapshot.project(groupId) != null) {
            errors.add("groupId", "is taken: this project exists");
        }
        var chosen = contract.isEmpty() ? null : FormFields.oneOf(Project.Contract.class, "contract", contract, errors);
        return List.of(new Edit.Put(new Project(groupId, name, account, chosen, FormFields.orNull(contact))));
    }

    @Override
    public String keyField() {
        return "groupId";
    }

    @Override
    public Map<String, String> labels() {
        return Map.of(
                "groupId",
                "Project id",
                "name",
                "Name",
                "account",
                "Atlas service account",
                "contract",
                "Contract",
                "contact",
                "Contact");
    }
}

package dev.atlasgateway.console;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import java.util.List;
import java.util.Map;

/**
 * @param fresh whether it asks for a project that is not there yet
 * @param contract empty for the gateway's default
 */
record ProjectForm(
        boolean fresh,
        String groupId,
        String name,
        String account,
        String contract,
        String contact,
        long base,
        String why)
        implements Form {

    ProjectForm {
        groupId = Typed.text(groupId);
        name = Typed.text(name);
        account = Typed.text(account);
        contract = Typed.text(contract);
        contact = Typed.text(contact);
        why = Typed.text(why);
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
                Typed.text(project.contact()),
                base,
                "");
    }

    /** What it asks for; what cannot be read, or cannot be done to this policy, is added to the errors. */
    List<Edit> edits(PolicySnapshot now, FormErrors errors) {
        if (fresh && now.project(groupId) != null) {
            errors.add("groupId", "is taken: this project is there already");
        }
        var chosen = contract.isEmpty() ? null : Typed.oneOf(Project.Contract.class, "contract", contract, errors);
        return List.of(new Edit.Put(new Project(groupId, name, account, chosen, Typed.orNull(contact))));
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

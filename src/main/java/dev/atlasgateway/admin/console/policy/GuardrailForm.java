package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import java.util.Map;

/**
 * Form that adds or changes a guardrail.
 *
 * @param create whether it adds one
 */
record GuardrailForm(boolean create, String name, String mode, String expression, String message, long base, String why)
        implements Form {

    GuardrailForm {
        name = FormFields.text(name);
        mode = FormFields.text(mode);
        expression = FormFields.lines(expression);
        message = FormFields.text(message);
        why = FormFields.text(why);
    }

    /** Returns an empty form in the mode that refuses no call. */
    static GuardrailForm empty(long base) {
        return new GuardrailForm(true, "", Guardrail.Mode.AUDIT.name(), "", "", base, "");
    }

    static GuardrailForm of(Guardrail guardrail, boolean create, long base) {
        return new GuardrailForm(
                create,
                guardrail.name(),
                guardrail.mode().name(),
                guardrail.expression(),
                guardrail.message(),
                base,
                "");
    }

    /** Returns the edits that the form asks for. Adds an error for each value that cannot be read or applied. */
    List<Edit> edits(PolicySnapshot snapshot, FormErrors errors) {
        if (create
                && snapshot.guardrails().stream()
                        .anyMatch(guardrail -> guardrail.name().equals(name))) {
            errors.add("name", "is taken: a guardrail with this name exists");
        }
        var chosen = FormFields.oneOf(Guardrail.Mode.class, "mode", mode, errors);
        return chosen == null ? List.of() : List.of(new Edit.Put(new Guardrail(name, expression, chosen, message)));
    }

    @Override
    public String keyField() {
        return "name";
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("name", "Name", "mode", "Mode", "expression", "Expression", "message", "Message");
    }
}

package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import java.util.Map;

/** @param fresh whether it asks for a guardrail that is not there yet */
record GuardrailForm(boolean fresh, String name, String mode, String expression, String message, long base, String why)
        implements Form {

    GuardrailForm {
        name = FormFields.text(name);
        mode = FormFields.text(mode);
        expression = FormFields.lines(expression);
        message = FormFields.text(message);
        why = FormFields.text(why);
    }

    /** New ones begin in the mode that stops nobody. */
    static GuardrailForm empty(long base) {
        return new GuardrailForm(true, "", Guardrail.Mode.AUDIT.name(), "", "", base, "");
    }

    static GuardrailForm of(Guardrail guardrail, boolean fresh, long base) {
        return new GuardrailForm(
                fresh,
                guardrail.name(),
                guardrail.mode().name(),
                guardrail.expression(),
                guardrail.message(),
                base,
                "");
    }

    /** What it asks for; what cannot be read, or cannot be done to this policy, is added to the errors. */
    List<Edit> edits(PolicySnapshot now, FormErrors errors) {
        if (fresh
                && now.guardrails().stream()
                        .anyMatch(guardrail -> guardrail.name().equals(name))) {
            errors.add("name", "is taken: there is a guardrail of this name already");
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

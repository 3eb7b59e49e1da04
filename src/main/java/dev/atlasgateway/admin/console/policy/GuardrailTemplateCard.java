package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.guardrail.GuardrailTemplate;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A card of the library: a guardrail to start from, and what is typed for its parameters.
 *
 * @param typed by parameter
 * @param guardrail with the values in it; null where the errors say why they cannot be taken, or none were sent yet
 */
record GuardrailTemplateCard(
        GuardrailTemplate ready,
        Map<String, String> typed,
        FormErrors errors,
        @Nullable Guardrail guardrail) {

    /** The card as it is first shown, with the standard values. */
    static GuardrailTemplateCard of(GuardrailTemplate ready) {
        var standard = new HashMap<String, String>();
        ready.parameters()
                .forEach(parameter -> standard.put(parameter.name(), String.join(", ", parameter.standard())));
        return new GuardrailTemplateCard(ready, standard, new FormErrors(), null);
    }

    /** @param sent what was typed by parameter, and other things; the standard values where a parameter is empty */
    static GuardrailTemplateCard filled(GuardrailTemplate ready, Map<String, String> sent) {
        var typed = new HashMap<>(of(ready).typed());
        typed.replaceAll((parameter, standard) -> {
            var text = FormFields.text(sent.get(parameter));
            return text.isEmpty() ? standard : text;
        });
        var errors = new FormErrors();
        try {
            return new GuardrailTemplateCard(ready, typed, errors, ready.with(values(ready, typed), Mode.AUDIT));
        } catch (GuardrailTemplate.InvalidValue e) {
            errors.add(e.parameter(), e.sentence());
            return new GuardrailTemplateCard(ready, typed, errors, null);
        }
    }

    private static Map<String, List<String>> values(GuardrailTemplate ready, Map<String, String> typed) {
        var values = new HashMap<String, List<String>>();
        for (var parameter : ready.parameters()) {
            var text = typed.getOrDefault(parameter.name(), "");
            var several = parameter.type() == GuardrailTemplate.Type.TEXTS;
            values.put(parameter.name(), several ? Arrays.asList(text.split("\\s*,\\s*")) : List.of(text));
        }
        return values;
    }
}

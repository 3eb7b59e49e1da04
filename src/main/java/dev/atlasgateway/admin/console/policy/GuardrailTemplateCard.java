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
 * Card of the guardrail library: a template and the values typed for its parameters.
 *
 * @param typed the value of each parameter
 * @param guardrail the filled template; null if nothing was sent yet or a value is wrong
 */
record GuardrailTemplateCard(
        GuardrailTemplate template,
        Map<String, String> typed,
        FormErrors errors,
        @Nullable Guardrail guardrail) {

    /** Returns the card with the default values. */
    static GuardrailTemplateCard of(GuardrailTemplate template) {
        var standard = new HashMap<String, String>();
        template.parameters()
                .forEach(parameter -> standard.put(parameter.name(), String.join(", ", parameter.standard())));
        return new GuardrailTemplateCard(template, standard, new FormErrors(), null);
    }

    /** @param sent the parameters of the request; an empty value means the default */
    static GuardrailTemplateCard fill(GuardrailTemplate template, Map<String, String> sent) {
        var typed = new HashMap<>(of(template).typed());
        typed.replaceAll((parameter, standard) -> {
            var text = FormFields.text(sent.get(parameter));
            return text.isEmpty() ? standard : text;
        });
        var errors = new FormErrors();
        try {
            return new GuardrailTemplateCard(
                    template, typed, errors, template.with(values(template, typed), Mode.AUDIT));
        } catch (GuardrailTemplate.InvalidValue e) {
            errors.add(e.parameter(), e.sentence());
            return new GuardrailTemplateCard(template, typed, errors, null);
        }
    }

    private static Map<String, List<String>> values(GuardrailTemplate template, Map<String, String> typed) {
        var values = new HashMap<String, List<String>>();
        for (var parameter : template.parameters()) {
            var text = typed.getOrDefault(parameter.name(), "");
            var several = parameter.type() == GuardrailTemplate.Type.TEXTS;
            values.put(parameter.name(), several ? Arrays.asList(text.split("\\s*,\\s*")) : List.of(text));
        }
        return values;
    }
}

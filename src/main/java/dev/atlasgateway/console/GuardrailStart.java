package dev.atlasgateway.console;

import dev.atlasgateway.guardrail.GuardrailLibrary;
import dev.atlasgateway.guardrail.ReadyGuardrail;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The form of a new guardrail, empty or with one of the library in it. New ones begin in the mode that stops nobody. */
final class GuardrailStart {

    private GuardrailStart() {}

    /**
     * @param name of the one to start from; any other for none
     * @param typed what the library's card asked for, by parameter; standard values where it cannot be taken
     */
    static GuardrailForm from(String name, Map<String, String> typed, long base) {
        var guardrail = GuardrailLibrary.named(name)
                .map(ready -> filled(ready, typed))
                .orElse(new Guardrail("", "", Mode.AUDIT, ""));
        return GuardrailForm.of(guardrail, true, base);
    }

    private static Guardrail filled(ReadyGuardrail ready, Map<String, String> typed) {
        try {
            return ready.with(values(ready, typed), Mode.AUDIT);
        } catch (IllegalArgumentException e) { // the editor shows what it says, so nothing is hidden
            return ready.with(Map.of(), Mode.AUDIT);
        }
    }

    private static Map<String, List<String>> values(ReadyGuardrail ready, Map<String, String> typed) {
        var values = new HashMap<String, List<String>>();
        for (var parameter : ready.parameters()) {
            var text = Typed.text(typed.get(parameter.name()));
            if (!text.isEmpty()) {
                var several = parameter.type() == ReadyGuardrail.Type.TEXTS;
                values.put(parameter.name(), several ? Arrays.asList(text.split("\\s*,\\s*")) : List.of(text));
            }
        }
        return values;
    }
}

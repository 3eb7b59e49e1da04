package dev.atlasgateway.console;

import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import java.util.List;

/** Guardrails to start from. */
final class GuardrailLibrary {

    static final List<Guardrail> ALL = List.of(new Guardrail(
            "keep-termination-protection",
            "!instance.endsWith('-prod')\n"
                    + "|| !has(change.terminationProtectionEnabled)\n"
                    + "|| change.terminationProtectionEnabled",
            Mode.DENY,
            "Termination protection stays on in production"));

    private GuardrailLibrary() {}

    /** The one of this name, or an empty one. */
    static Guardrail named(String name) {
        return ALL.stream()
                .filter(guardrail -> guardrail.name().equals(name))
                .findFirst()
                .orElse(new Guardrail("", "", Mode.AUDIT, ""));
    }
}

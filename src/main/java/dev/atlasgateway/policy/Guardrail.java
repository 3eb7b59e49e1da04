package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.Field;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.util.List;

/**
 * A rule on the change itself, for every caller.
 *
 * @param expression CEL, true where the change may pass; over {@code team}, {@code project}, {@code instance} and
 *     {@code change}
 * @param message the text that a refused caller reads
 */
public record Guardrail(String name, String expression, Mode mode, String message) implements PolicyObject {

    @Override
    public String key() {
        return name;
    }

    /** Describes the fields for documents, the API, the console and the JSON schema. */
    static ObjectDescription<Guardrail> description() {
        var expression = Field.required(
                        "expression",
                        "Expression",
                        FieldTypes.lines(10_000),
                        Guardrail::expression,
                        "A CEL expression that is true if the change may pass, over team, project, instance,"
                                + " operation, change, current and now. An expression that cannot be evaluated counts as not"
                                + " true.")
                .withStandIn("true");
        var mode = Field.required(
                        "mode",
                        "Mode",
                        FieldTypes.oneOf(Guardrail.Mode.values(), "a mode"),
                        Guardrail::mode,
                        "What happens if the expression is not true: deny refuses the call, warn lets it pass with"
                                + " a Warning header, audit lets it pass and notes it in the audit.")
                .withStandIn(Guardrail.Mode.DENY);
        var message = Field.required(
                        "message", "Message", FieldTypes.LINE, Guardrail::message, "The text for a refused caller.")
                .withStandIn("unreadable");
        return new ObjectDescription<>(
                List.of("guardrails"),
                List.of("name"),
                FieldTypes.NAME,
                "A rule about the change itself.",
                "Rules about the change itself, for every team, by name.",
                List.of(expression, mode, message),
                (name, values) ->
                        new Guardrail(name, values.require(expression), values.require(mode), values.require(message)));
    }

    /** The consequence if the expression is not true. */
    public enum Mode {
        /** The call is refused. */
        DENY,
        /** The call passes with a {@code Warning}. */
        WARN,
        /** The call passes. Only the audit mentions it. */
        AUDIT
    }
}

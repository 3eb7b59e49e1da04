package dev.atlasgateway.policy;

/**
 * A rule on the change itself, whoever asks for it.
 *
 * @param expression CEL, true where the change may pass; over {@code team}, {@code project}, {@code instance} and
 *     {@code change}
 * @param message what a refused caller reads
 */
public record Guardrail(String name, String expression, Mode mode, String message) implements PolicyObject {

    @Override
    public String key() {
        return name;
    }

    /** What follows when the expression is not true. */
    public enum Mode {
        /** The call is refused. */
        DENY,
        /** The call passes with a {@code Warning}. */
        WARN,
        /** The call passes; the audit record tells. */
        AUDIT
    }
}

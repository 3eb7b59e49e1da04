package dev.atlasgateway.guardrail;

import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import org.jspecify.annotations.Nullable;

/**
 * The result of one guardrail for one change.
 *
 * @param why the reason why it was not evaluated; null if it was
 */
public record Finding(
        Guardrail guardrail, Result result, @Nullable String why) {

    /** The result of an expression. */
    public enum Result {
        HOLDS,
        VIOLATED,
        /** The evaluation failed, which counts as violated. */
        FAILED,
        /** The expression uses the current state, which was not read. */
        NOT_EVALUATED
    }

    public boolean isViolated() {
        return result == Result.VIOLATED || result == Result.FAILED;
    }

    /** Returns what a caller reads about a violation. The message of the guardrail is true only if the expression is false. */
    String sentence() {
        return result == Result.VIOLATED
                ? "Guardrail %s: %s."
                        .formatted(guardrail.name(), guardrail.message().replaceAll("\\.+$", ""))
                : "Guardrail %s could not be evaluated for this change.".formatted(guardrail.name());
    }

    /** Returns whether a violation refuses the call. */
    boolean denies() {
        return guardrail.mode() == Mode.DENY;
    }
}

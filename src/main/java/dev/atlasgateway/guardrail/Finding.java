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

    /** Returns whether a violation refuses the call. */
    boolean denies() {
        return guardrail.mode() == Mode.DENY;
    }
}

package dev.atlasgateway.guardrail;

import dev.atlasgateway.policy.Guardrail;
import org.jspecify.annotations.Nullable;

/**
 * What one guardrail makes of a change.
 *
 * @param why what kept it from being evaluated; null where nothing did
 */
public record Finding(
        Guardrail guardrail, Result result, @Nullable String why) {

    /** What came of an expression. */
    public enum Result {
        HOLDS,
        VIOLATED,
        /** It could not be evaluated, which counts as violated. */
        FAILED,
        /** It uses the current state, which nobody read. */
        NOT_ASKED
    }

    /** Whether the change does not satisfy it, as far as anybody asked. */
    public boolean violated() {
        return result == Result.VIOLATED || result == Result.FAILED;
    }
}

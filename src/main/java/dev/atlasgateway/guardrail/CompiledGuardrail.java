package dev.atlasgateway.guardrail;

import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.policy.Guardrail;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail with its compiled expression.
 *
 * @param program null if the expression does not compile, which saving a policy rules out
 */
record CompiledGuardrail(Guardrail guardrail, @Nullable Program program, boolean usesCurrent) {

    Finding evaluate(CelVariables variables) {
        if (program == null) {
            return new Finding(guardrail, Result.FAILED, "the expression does not compile");
        }
        try {
            var holds = Boolean.TRUE.equals(program.eval(variables));
            return new Finding(guardrail, holds ? Result.HOLDS : Result.VIOLATED, null);
        } catch (CelEvaluationException | RuntimeException e) {
            return new Finding(guardrail, Result.FAILED, String.valueOf(e.getMessage()));
        }
    }

    Finding skip() {
        return new Finding(guardrail, Result.NOT_EVALUATED, "needs the current state of the instance");
    }
}

package dev.atlasgateway.explain;

import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.PipelineStep;
import org.jspecify.annotations.Nullable;

/**
 * One step of an explanation. A step may appear several times, such as once for each guardrail.
 *
 * @param decidedBy the rule that decided; null if no rule did
 */
public record ExplainedStep(
        PipelineStep name, Verdict verdict, @Nullable DecidedBy decidedBy, String sentence) {

    /** The result of a step. */
    public enum Verdict {
        PASSED,
        /** The call passes, and the caller gets a warning. */
        WARNED,
        /** The call passes, and the audit gets a note. */
        NOTED,
        /** The call ends here. */
        REFUSED,
        /** The result depends on something that is not known. */
        OPEN
    }
}

package dev.atlasgateway.explain;

import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.problem.DecidedBy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision on a call, step by step.
 *
 * @param revision the policy revision that decides
 * @param verdict the decision: {@code PASSED}, {@code REFUSED} or {@code OPEN}
 * @param decidedBy the rule that decides, as the audit would name it; null while it is open
 * @param errorCode the error code of a refusal
 * @param steps the steps that the call takes
 */
public record Explanation(
        long revision,
        Verdict verdict,
        @Nullable DecidedBy decidedBy,
        @Nullable String errorCode,
        List<ExplainedStep> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }
}

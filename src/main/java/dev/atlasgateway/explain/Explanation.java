package dev.atlasgateway.explain;

import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.problem.DecidedBy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be decided about a call, step by step.
 *
 * @param revision the policy that decides
 * @param verdict of the whole: {@code PASSED}, {@code REFUSED} or {@code OPEN}
 * @param decidedBy the rule that decides, as the audit would name it; null while it is open
 * @param errorCode of a refusal
 * @param steps as far as the call gets
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

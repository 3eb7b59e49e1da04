package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.layout.ClosestGrantView;
import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.console.layout.StepView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.explain.ExplainedStep;
import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.explain.Explanation;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explanation as its page shows it.
 *
 * @param revision the revision of the policy that decides
 * @param rules the rules that decide
 */
record ExplanationView(
        long revision,
        String tone,
        String verdict,
        @Nullable String errorCode,
        List<RuleLink> rules,
        List<StepView> steps,
        List<ClosestGrantView> closest) {

    static ExplanationView of(Explanation explanation, PolicySnapshot snapshot, Admin admin) {
        return new ExplanationView(
                explanation.revision(),
                tone(explanation.verdict()),
                whole(explanation.verdict()),
                explanation.errorCode(),
                RuleLink.of(explanation.decidedBy(), snapshot, admin),
                explanation.steps().stream()
                        .map(step -> step(step, snapshot, admin))
                        .toList(),
                ClosestGrantView.of(explanation.closest(), snapshot, admin));
    }

    private static StepView step(ExplainedStep step, PolicySnapshot snapshot, Admin admin) {
        return new StepView(
                step.name().label(),
                tone(step.verdict()),
                word(step.verdict()),
                null,
                step.sentence(),
                RuleLink.of(step.decidedBy(), snapshot, admin));
    }

    private static String tone(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "good";
            case WARNED -> "warn";
            case NOTED -> "info";
            case REFUSED -> "bad";
            case OPEN -> "odd";
        };
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "passed";
            case WARNED -> "passed with a warning";
            case NOTED -> "passed with a note";
            case REFUSED -> "refused";
            case OPEN -> "unknown";
        };
    }

    private static String whole(Verdict verdict) {
        return switch (verdict) {
            case PASSED, WARNED, NOTED -> "allowed";
            case REFUSED -> "refused";
            case OPEN -> "unknown";
        };
    }
}

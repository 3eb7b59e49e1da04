package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.explain.ExplainedStep;
import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.explain.Explanation;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as its page shows it.
 *
 * @param revision of the policy that decides
 * @param tone of the parts
 * @param rules that decide it
 */
record ExplanationView(
        long revision,
        String tone,
        String verdict,
        @Nullable String errorCode,
        List<RuleLink> rules,
        List<Row> steps) {

    record Row(String title, String tone, String verdict, String sentence, List<RuleLink> rules) {}

    static ExplanationView of(Explanation explanation, PolicySnapshot now, Admin admin) {
        return new ExplanationView(
                explanation.revision(),
                tone(explanation.verdict()),
                whole(explanation.verdict()),
                explanation.errorCode(),
                RuleLink.of(explanation.decidedBy(), now, admin),
                explanation.steps().stream().map(step -> row(step, now, admin)).toList());
    }

    private static Row row(ExplainedStep step, PolicySnapshot now, Admin admin) {
        return new Row(
                step.name().label(),
                tone(step.verdict()),
                word(step.verdict()),
                step.sentence(),
                RuleLink.of(step.decidedBy(), now, admin));
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
            case OPEN -> "not known";
        };
    }

    private static String whole(Verdict verdict) {
        return switch (verdict) {
            case PASSED, WARNED, NOTED -> "allowed";
            case REFUSED -> "refused";
            case OPEN -> "open";
        };
    }
}

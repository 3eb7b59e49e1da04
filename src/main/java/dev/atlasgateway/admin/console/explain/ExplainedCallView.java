package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.explain.Explanation;
import dev.atlasgateway.explain.PastExplanation;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Past call with its explanation.
 *
 * @param rules the rules that decided it, from the audit
 * @param then the steps of the decision at that time; null if it was refused before the policy was used
 * @param now the steps of the decision with the policy in force; null as above
 * @param comparison a sentence that compares both decisions
 */
record ExplainedCallView(
        RecordedCall call,
        List<RuleLink> rules,
        @Nullable ExplanationView then,
        @Nullable ExplanationView now,
        String tone,
        String comparison) {

    static ExplainedCallView of(PastExplanation past, PolicySnapshot inForce, Admin admin) {
        var recorded = past.call().decision();
        var now = past.now();
        return new ExplainedCallView(
                past.call(),
                RuleLink.of(recorded.by(), inForce, admin),
                ExplanationView.of(past.then(), inForce, admin),
                ExplanationView.of(now, inForce, admin),
                now.verdict() == Verdict.OPEN ? "odd" : same(recorded, now) ? "info" : "warn",
                sentence(recorded, now));
    }

    /** Returns the view of a call that was refused before the policy was used. */
    static ExplainedCallView of(RecordedCall call, PolicySnapshot inForce, Admin admin) {
        return new ExplainedCallView(
                call,
                RuleLink.of(call.decision().by(), inForce, admin),
                null,
                null,
                "info",
                "The call was refused before the policy was used, so no change of the policy would allow it.");
    }

    private static boolean same(RecordedCall.Decision recorded, Explanation now) {
        return recorded.allowed() == (now.verdict() == Verdict.PASSED)
                && recorded.by().equals(now.decidedBy());
    }

    private static String sentence(RecordedCall.Decision recorded, Explanation now) {
        if (now.verdict() == Verdict.OPEN) {
            return "The decision now is unknown, because the audit does not hold everything that it needs.";
        }
        if (same(recorded, now)) {
            return "The decision now would be the same, by the same rule.";
        }
        var verdict = now.verdict() == Verdict.PASSED ? "allowed" : "refused";
        return recorded.allowed() == (now.verdict() == Verdict.PASSED)
                ? "The call would also be %s now, but by another rule: %s.".formatted(verdict, now.decidedBy())
                : "The decision now would be different: %s by %s.".formatted(verdict, now.decidedBy());
    }
}

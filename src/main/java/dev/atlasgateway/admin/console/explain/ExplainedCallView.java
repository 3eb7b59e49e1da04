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
 * A call that was made, as its explanation shows it.
 *
 * @param rules that decided it then, by the audit
 * @param then how it comes to that, and {@code now} what would be decided today; null where no rule was asked
 * @param comparison whether it would be decided otherwise, in a sentence of this tone
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

    /** One that was refused before any rule was asked. */
    static ExplainedCallView of(RecordedCall call, PolicySnapshot inForce, Admin admin) {
        return new ExplainedCallView(
                call,
                RuleLink.of(call.decision().by(), inForce, admin),
                null,
                null,
                "info",
                "It was refused before any rule of the policy was asked, so no change of the policy would let it through.");
    }

    private static boolean same(RecordedCall.Decision recorded, Explanation now) {
        return recorded.allowed() == (now.verdict() == Verdict.PASSED)
                && recorded.by().equals(now.decidedBy());
    }

    private static String sentence(RecordedCall.Decision recorded, Explanation now) {
        if (now.verdict() == Verdict.OPEN) {
            return "Whether it would be decided otherwise now cannot be said: the audit does not have all that it takes.";
        }
        if (same(recorded, now)) {
            return "It would be decided the same way now, by the same rule.";
        }
        var verdict = now.verdict() == Verdict.PASSED ? "allowed" : "refused";
        return recorded.allowed() == (now.verdict() == Verdict.PASSED)
                ? "It would be %s now too, but by another rule: %s.".formatted(verdict, now.decidedBy())
                : "It would be decided otherwise now: %s by %s.".formatted(verdict, now.decidedBy());
    }
}

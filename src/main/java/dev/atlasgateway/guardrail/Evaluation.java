package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.List;

/**
 * A change and the finding of each guardrail.
 *
 * @param findings one for each guardrail of the policy, sorted by name
 */
public record Evaluation(AuthorizedCall authorized, Change change, List<Finding> findings) {

    public Evaluation {
        findings = List.copyOf(findings);
    }

    /** Returns the findings of the guardrails that the change violates, of any mode. */
    public List<Finding> violations() {
        return findings.stream().filter(Finding::isViolated).toList();
    }

    /** Returns whether the change violates a guardrail that denies. */
    public boolean isDenied() {
        return findings.stream().anyMatch(finding -> finding.isViolated() && finding.denies());
    }

    /** Returns whether a guardrail was not evaluated, because the current state was not read. */
    public boolean isIncomplete() {
        return findings.stream().anyMatch(finding -> finding.result() == Result.NOT_EVALUATED);
    }

    /**
     * Returns the evidence that the change may pass.
     *
     * <p>A guardrail that denies and was not evaluated refuses too.
     *
     * @throws Refusal {@link Problem#GATEWAY_GUARDRAIL_VIOLATION}, naming each guardrail that denies
     */
    ApprovedChange orRefuse() {
        var denials = denials();
        if (!denials.isEmpty()) {
            throw refusal(denials);
        }
        var violated = violations().stream().map(Finding::guardrail).toList();
        return new GuardedChange(
                authorized,
                change,
                violated.stream()
                        .filter(guardrail -> guardrail.mode() == Mode.WARN)
                        .map(Evaluation::sentence)
                        .toList(),
                violated.stream().map(Guardrail::name).toList());
    }

    private List<Guardrail> denials() {
        return findings.stream()
                .filter(Finding::denies)
                .filter(isDenied() ? Finding::isViolated : finding -> finding.result() == Result.NOT_EVALUATED)
                .map(Finding::guardrail)
                .toList();
    }

    private Refusal refusal(List<Guardrail> denials) {
        var names = denials.stream().map(Guardrail::name).toList();
        var detail = String.join(" ", denials.stream().map(Evaluation::sentence).toList());
        return Refusal.of(Problem.GATEWAY_GUARDRAIL_VIOLATION, detail + " Ask " + authorized.contact() + " about it.")
                .parameters(names)
                .decidedBy(DecidedBy.guardrails(names));
    }

    private static String sentence(Guardrail guardrail) {
        return "Guardrail %s: %s."
                .formatted(guardrail.name(), guardrail.message().replaceAll("\\.+$", ""));
    }
}

package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * A change and the finding of each guardrail.
 *
 * @param findings one for each guardrail of the policy, sorted by name
 */
public record Evaluation(AuthorizedCall authorized, Change change, List<Finding> findings) {

    /** The beginning of the audit's note about a refusal by guardrails that could not be evaluated. Their names follow. */
    public static final String FAILED_NOTE = "could not be evaluated: ";

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
        var violated = violations();
        return new GuardedChange(
                authorized,
                change,
                violated.stream()
                        .filter(finding -> finding.guardrail().mode() == Mode.WARN)
                        .map(Finding::sentence)
                        .toList(),
                names(violated));
    }

    private List<Finding> denials() {
        return findings.stream()
                .filter(Finding::denies)
                .filter(isDenied() ? Finding::isViolated : finding -> finding.result() == Result.NOT_EVALUATED)
                .toList();
    }

    private Refusal refusal(List<Finding> denials) {
        var names = names(denials);
        var detail = String.join(" ", denials.stream().map(Finding::sentence).toList());
        var refusal = Refusal.of(
                        Problem.GATEWAY_GUARDRAIL_VIOLATION, detail + " Ask " + authorized.contact() + " about it.")
                .parameters(names)
                .decidedBy(DecidedBy.guardrails(names));
        var failed = names(denials.stream()
                .filter(finding -> finding.result() != Result.VIOLATED)
                .toList());
        var notes = new ArrayList<>(notes());
        if (!failed.isEmpty()) {
            notes.add(FAILED_NOTE + String.join(", ", failed));
        }
        return refusal.withNotes(notes);
    }

    /** Returns the notes for the audit of a refused call: the guardrails that were violated, but do not deny. */
    List<String> notes() {
        return violations().stream()
                .filter(finding -> !finding.denies())
                .map(finding ->
                        new DecidedBy(RuleKind.GUARDRAIL, finding.guardrail().name()).toString())
                .toList();
    }

    private static List<String> names(List<Finding> findings) {
        return findings.stream().map(finding -> finding.guardrail().name()).toList();
    }
}

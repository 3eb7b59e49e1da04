package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.List;

/**
 * A change, and what every guardrail makes of it.
 *
 * @param findings of each guardrail of the policy that decided, by name; empty for a read, which changes nothing
 */
public record Evaluation(Granted granted, Change change, List<Finding> findings) {

    public Evaluation {
        findings = List.copyOf(findings);
    }

    /**
     * The evidence that the change may pass.
     *
     * <p>A guardrail that denies and was not asked says no: nobody knows that it would have said yes.
     *
     * @throws Refusal {@link Problem#GATEWAY_GUARDRAIL_VIOLATION}, naming each guardrail that denies
     */
    public ApprovedChange orRefuse() {
        var denials = denials();
        if (!denials.isEmpty()) {
            throw refused(denials);
        }
        var noted = findings.stream()
                .filter(Finding::violated)
                .map(Finding::guardrail)
                .toList();
        return new GuardedChange(
                granted,
                change,
                noted.stream()
                        .filter(rule -> rule.mode() == Mode.WARN)
                        .map(Evaluation::said)
                        .toList(),
                noted.stream().map(Guardrail::name).toList());
    }

    private List<Guardrail> denials() {
        var denying = findings.stream()
                .filter(finding -> finding.guardrail().mode() == Mode.DENY)
                .toList();
        var violated = denying.stream().filter(Finding::violated).toList();
        var decisive = violated.isEmpty()
                ? denying.stream()
                        .filter(finding -> finding.result() == Finding.Result.NOT_ASKED)
                        .toList()
                : violated;
        return decisive.stream().map(Finding::guardrail).toList();
    }

    private Refusal refused(List<Guardrail> denials) {
        var names = denials.stream().map(Guardrail::name).toList();
        var detail = String.join(" ", denials.stream().map(Evaluation::said).toList());
        return Refusal.of(Problem.GATEWAY_GUARDRAIL_VIOLATION, detail + " Ask " + granted.contact() + " about it.")
                .parameters(names)
                .decidedBy("guardrail:" + String.join(",", names));
    }

    private static String said(Guardrail guardrail) {
        return "Guardrail %s: %s."
                .formatted(guardrail.name(), guardrail.message().replaceAll("\\.+$", ""));
    }
}

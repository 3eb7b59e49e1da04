package dev.atlasgateway.policy;

import java.util.ArrayList;
import java.util.List;

/** What must hold of every policy, whoever writes it: the document, an admin, or another replica. */
public final class PolicyRules {

    private final List<PolicyCheck> checks;

    public PolicyRules(List<PolicyCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * Everything wrong with a snapshot that edits led to.
     *
     * @param edits all that differs from a snapshot that was in order
     */
    public List<Fault> faults(List<Edit> edits, PolicySnapshot result) {
        var faults = new ArrayList<Fault>();
        for (var edit : edits) {
            if (edit instanceof Edit.Put put) {
                faults.addAll(Shape.faults(put.object()));
                if (put.object() instanceof Guardrail guardrail) {
                    checks.forEach(check -> faults.addAll(ask(check, guardrail)));
                }
            }
        }
        faults.addAll(References.faults(edits, result));
        return faults;
    }

    private static List<Fault> ask(PolicyCheck check, Guardrail guardrail) {
        try {
            return check.faults(guardrail).stream()
                    .map(sentence -> new Fault(guardrail, "expression", sentence))
                    .toList();
        } catch (RuntimeException e) { // what cannot be checked is not accepted
            return List.of(new Fault(guardrail, "expression", "cannot be checked: " + e));
        }
    }

    /**
     * Accepts a snapshot or refuses it.
     *
     * @throws InvalidPolicy naming everything that is wrong
     */
    public PolicySnapshot accept(List<Edit> edits, PolicySnapshot result) {
        var faults = faults(edits, result);
        if (!faults.isEmpty()) {
            throw InvalidPolicy.because(faults);
        }
        return result;
    }
}

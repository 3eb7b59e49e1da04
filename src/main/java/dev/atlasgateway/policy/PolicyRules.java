package dev.atlasgateway.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

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
        var faults = new ArrayList<>(faultsInside(edits, result));
        faults.addAll(faultsOfNew(edits));
        faults.addAll(faultsOutside(edits));
        return faults;
    }

    /** What makes a snapshot one that nobody could decide by. */
    private List<Fault> faultsInside(List<Edit> edits, PolicySnapshot result) {
        var faults = new ArrayList<Fault>();
        for (var edit : edits) {
            if (edit instanceof Edit.Put put) {
                faults.addAll(FieldRules.faults(put.object()));
                if (put.object() instanceof Guardrail guardrail) {
                    faults.addAll(ask(guardrail, "expression", check -> check.faults(guardrail)));
                }
            }
        }
        faults.addAll(References.faults(edits, result));
        return faults;
    }

    /** What is asked of changes only, as what is there already decides without it. */
    private static List<Fault> faultsOfNew(List<Edit> edits) {
        return edits.stream()
                .flatMap(edit ->
                        edit instanceof Edit.Put put ? FieldRules.faultsOfNew(put.object()).stream() : Stream.empty())
                .toList();
    }

    /** What a snapshot takes for granted of the gateway's configuration, and is not there. */
    public List<Fault> faultsOutside(List<Edit> edits) {
        var faults = new ArrayList<Fault>();
        for (var edit : edits) {
            if (edit instanceof Edit.Put put && put.object() instanceof Project project) {
                faults.addAll(ask(project, "account", check -> check.accountFaults(project)));
            }
        }
        return faults;
    }

    private List<Fault> ask(PolicyObject object, String field, Function<PolicyCheck, List<String>> question) {
        var faults = new ArrayList<Fault>();
        for (var check : checks) {
            try {
                question.apply(check).forEach(sentence -> faults.add(new Fault(object, field, sentence)));
            } catch (RuntimeException e) { // what cannot be checked is not accepted
                faults.add(new Fault(object, field, "cannot be checked: " + e));
            }
        }
        return faults;
    }

    /**
     * Accepts a change or refuses it.
     *
     * @throws InvalidPolicy naming everything that is wrong
     */
    public PolicySnapshot accept(List<Edit> edits, PolicySnapshot result) {
        return unless(faults(edits, result), result);
    }

    /**
     * Accepts what is in the store already, or refuses it.
     *
     * @throws InvalidPolicy naming everything for which nobody could decide by it
     */
    public PolicySnapshot acceptStored(List<Edit> edits, PolicySnapshot result) {
        return unless(faultsInside(edits, result), result);
    }

    private static PolicySnapshot unless(List<Fault> faults, PolicySnapshot result) {
        if (!faults.isEmpty()) {
            throw InvalidPolicy.because(faults);
        }
        return result;
    }
}

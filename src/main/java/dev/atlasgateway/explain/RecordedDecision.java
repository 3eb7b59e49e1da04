package dev.atlasgateway.explain;

import dev.atlasgateway.explain.Step.Verdict;
import dev.atlasgateway.history.PastCall;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the audit knows of a past call better than any walk does: how full the buckets were, and whether the stores and
 * Atlas answered.
 */
record RecordedDecision(PastCall call) {

    private static final List<String> ORDER =
            List.of("caller", "operation", "access", "quota", "body", "guardrail", "audit", "gateway", "forward");

    /** The walk as the record ends it: where the record refuses, no walk goes further, or says otherwise. */
    Explanation over(Explanation walked) {
        var steps = walked.steps().stream().map(this::quota).toList();
        if (call.decision().allowed() || refusedBefore(walked)) {
            return new Explanation(walked.revision(), walked.verdict(), walked.decidedBy(), walked.errorCode(), steps);
        }
        var passed = steps.stream().filter(this::stands);
        return new Explanation(
                walked.revision(),
                Verdict.REFUSED,
                call.decision().by(),
                call.ending() == null ? null : call.ending().errorCode(),
                Stream.concat(passed, Stream.of(refusal())).toList());
    }

    /** Whether the walk itself ends there already, or even earlier. */
    private boolean refusedBefore(Explanation walked) {
        return walked.verdict() == Verdict.REFUSED
                && (call.decision().by().equals(walked.decidedBy())
                        || place(walked.steps().getLast().name()) < place(door()));
    }

    private boolean stands(Step step) {
        var place = place(step.name());
        return place < place(door()) || place == place(door()) && step.verdict() != Verdict.OPEN;
    }

    /** Whoever got further had room. */
    private Step quota(Step step) {
        var further = call.decision().allowed() || place(door()) > place("quota");
        return step.name().equals("quota") && further
                ? new Step("quota", Verdict.PASSED, null, "There was room; how much is not recorded.")
                : step;
    }

    private Step refusal() {
        return new Step(door(), Verdict.REFUSED, call.decision().by(), sentence());
    }

    /** The step at which the record refuses, by the kind of what decided it. */
    private String door() {
        return switch (kind()) {
            case "atlas" -> "guardrail"; // which asks it for the current state
            case "contract" -> "body"; // of a call that an operation serves
            case String kind -> ORDER.contains(kind) ? kind : "gateway";
        };
    }

    private String kind() {
        return call.decision().by().split(":", 2)[0];
    }

    private String sentence() {
        var by = call.decision().by();
        return switch (by) {
            case "quota:unavailable" -> "The store of the quotas could not be reached.";
            case "audit:held-back" -> "An earlier change to the instance was still being sent.";
            default ->
                switch (kind()) {
                    case "quota" ->
                        "The bucket of %s was empty."
                                .formatted(by.substring(by.indexOf(':') + 1).replace('/', ' '));
                    case "contract" -> "The body was refused; it is not kept, and neither is what was wrong with it.";
                    case "guardrail" -> "The change did not satisfy it, as the instance was then.";
                    case "atlas" -> "The state of the instance, which a guardrail asks about, could not be read.";
                    case "audit" -> "It could not be put on record, and what cannot be recorded is not done.";
                    default -> "The gateway refused it, as the record says; nothing more of why is in it.";
                };
        };
    }

    private static int place(String step) {
        return ORDER.indexOf(step);
    }
}

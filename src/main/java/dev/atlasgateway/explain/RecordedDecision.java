package dev.atlasgateway.explain;

import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.PipelineStep;
import java.util.List;
import java.util.stream.Stream;

/**
 * The recorded decision on a past call. Only the record knows how full the buckets were, and whether the stores and Atlas
 * answered.
 */
record RecordedDecision(RecordedCall call) {

    /** Corrects the explanation of a dry run: where the record refuses the call, the explanation ends there too. */
    Explanation applyTo(Explanation repeated) {
        var steps = repeated.steps().stream().map(this::withRecordedQuota).toList();
        if (call.decision().allowed() || isRefusedBy(repeated)) {
            return repeated.with(steps);
        }
        return new Explanation(
                repeated.revision(),
                Verdict.REFUSED,
                by(),
                call.result() == null ? null : call.result().errorCode(),
                Stream.concat(steps.stream().filter(this::isPassed), Stream.of(refusal()))
                        .toList(),
                List.of());
    }

    /** Returns whether the dry run ends at the same rule as the record, or at an earlier step. */
    private boolean isRefusedBy(Explanation repeated) {
        return repeated.verdict() == Verdict.REFUSED
                && (by().equals(repeated.decidedBy())
                        || repeated.steps().getLast().name().isBefore(end()));
    }

    private boolean isPassed(ExplainedStep step) {
        return step.name().isBefore(end()) || step.name() == end() && step.verdict() != Verdict.OPEN;
    }

    private ExplainedStep withRecordedQuota(ExplainedStep step) {
        var passed = call.decision().allowed() || PipelineStep.QUOTA.isBefore(end());
        return step.name() == PipelineStep.QUOTA && passed
                ? new ExplainedStep(
                        PipelineStep.QUOTA,
                        Verdict.PASSED,
                        null,
                        "The buckets had tokens left; how many is not recorded.")
                : step;
    }

    private ExplainedStep refusal() {
        return new ExplainedStep(end(), Verdict.REFUSED, by(), sentence());
    }

    /** Returns the step at which the record refuses the call. */
    private PipelineStep end() {
        return by().step(true);
    }

    private DecidedBy by() {
        return call.decision().by();
    }

    private String sentence() {
        if (by().equals(DecidedBy.QUOTA_UNAVAILABLE)) {
            return "The quota store did not answer.";
        }
        if (by().equals(DecidedBy.HELD_BACK)) {
            return "An earlier change to the instance was still being sent.";
        }
        return switch (by().kind()) {
            case QUOTA -> "The bucket of %s was empty.".formatted(by().name().replace('/', ' '));
            case CONTRACT -> "The body was not valid. The audit keeps neither the body nor its faults.";
            case GUARDRAIL -> "The change violated it, as the instance was then.";
            case ATLAS -> "A guardrail needs the current state of the instance, which could not be read.";
            case AUDIT -> "The audit record could not be stored, so nothing was sent to Atlas.";
            default -> "The gateway refused it. The record does not say why.";
        };
    }
}

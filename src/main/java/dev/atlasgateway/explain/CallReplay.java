package dev.atlasgateway.explain;

import dev.atlasgateway.caller.CallerStatus;
import dev.atlasgateway.explain.Comparison.End;
import dev.atlasgateway.explain.DryRunner.Conditions;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import dev.atlasgateway.problem.PipelineStep;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides an audited call again by another policy, at the time of the call. */
record CallReplay(DryRunner runner, PolicySnapshot policy) {

    /**
     * The end of a call.
     *
     * @param end null if the audit does not have what decides the call
     * @param by the rule that decides
     */
    record ReplayResult(@Nullable End end, DecidedBy by) {}

    ReplayResult decide(AuditedCall call) {
        var operation = ProposedCall.operation(call.operation());
        if (operation == null || call.team() == null || call.groupId() == null) {
            return new ReplayResult(
                    End.REFUSED, call.decidedBy()); // before any rule of the policy, so a draft changes nothing
        }
        if (!(CallerStatus.ofTeam(policy, call.team()) instanceof CallerStatus.Active)) {
            return new ReplayResult(End.REFUSED, DecidedBy.of(RuleKind.CALLER));
        }
        var instance = Objects.requireNonNullElse(call.instance(), ""); // of a list
        var proposed =
                new ProposedCall(call.team(), call.client(), operation, call.groupId(), instance, call.body(), null);
        return decide(call, runner.run(proposed, new Conditions(policy, call.receivedAt(), false, null)));
    }

    private static ReplayResult decide(AuditedCall call, DryRun run) {
        if (run.refusal != null && run.end().isBefore(PipelineStep.QUOTA)) {
            return new ReplayResult(End.REFUSED, run.refusal.decidedBy());
        }
        var recorded = call.decidedBy();
        if (!call.allowed() && recorded.kind() == RuleKind.CONTRACT) {
            return new ReplayResult(End.REFUSED, recorded); // the audit does not keep a body that was not valid
        }
        if (!call.allowed() && recorded.kind() == RuleKind.QUOTA || isStateUnknown(run)) {
            return new ReplayResult(null, recorded);
        }
        if (run.approved != null) {
            return approved(run.approved);
        }
        return run.refusal == null
                ? new ReplayResult(null, recorded) // the body is not known
                : new ReplayResult(End.REFUSED, run.refusal.decidedBy());
    }

    private static boolean isStateUnknown(DryRun run) {
        return run.evaluation != null && run.evaluation.isIncomplete() && !run.evaluation.isDenied();
    }

    private static ReplayResult approved(ApprovedChange approved) {
        var violated = approved.violated();
        return violated.isEmpty()
                ? new ReplayResult(
                        End.ALLOWED,
                        new DecidedBy(
                                RuleKind.GRANT, approved.authorized().grant().key()))
                : new ReplayResult(
                        approved.warnings().isEmpty() ? End.NOTED : End.WARNED, DecidedBy.guardrails(violated));
    }
}

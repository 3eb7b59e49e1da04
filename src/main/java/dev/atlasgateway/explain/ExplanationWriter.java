package dev.atlasgateway.explain;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.caller.CallerStatus;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.explain.DryRunner.Conditions;
import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.explain.Explanation.ClosestGrant;
import dev.atlasgateway.guardrail.Finding;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import dev.atlasgateway.problem.PipelineStep;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into sentences what a dry run finds at each step. */
final class ExplanationWriter {

    private final Conditions conditions;
    private final List<ExplainedStep> steps = new ArrayList<>();
    private List<ClosestGrant> closest = List.of();

    ExplanationWriter(Conditions conditions) {
        this.conditions = conditions;
    }

    Explanation explain(ProposedCall call, DryRunner runner) {
        return switch (status(call)) {
            case CallerStatus.Inactive inactive ->
                unknownCaller("The gateway accepts no token of this caller: "
                        + inactive.reason().sentence() + ".");
            case CallerStatus.Active active -> explain(call, active.team(), runner);
        };
    }

    private Explanation explain(ProposedCall call, String team, DryRunner runner) {
        if (!team.equals(call.team())) {
            return unknownCaller("The client belongs to team " + team + ".");
        }
        add(
                PipelineStep.CALLER,
                Verdict.PASSED,
                new DecidedBy(RuleKind.TEAM, team),
                "The caller is team " + team + ".");
        var run = runner.run(call, conditions);
        if (run.call != null && run.end() == PipelineStep.ACCESS) {
            closest = ClosestGrant.of(conditions.policy(), team, run.call, conditions.at(), conditions.now());
        }
        return explain(run);
    }

    /** Before the pipeline begins, Spring Security identifies the caller of a real call. */
    private CallerStatus status(ProposedCall call) {
        var client = call.client();
        var policy = conditions.policy();
        return client == null || policy.client(client) == null && !client.startsWith("mdb_sa_id_")
                ? CallerStatus.ofTeam(policy, call.team())
                : CallerStatus.ofClient(policy, client);
    }

    private Explanation unknownCaller(String sentence) {
        var decidedBy = DecidedBy.of(RuleKind.CALLER);
        add(PipelineStep.CALLER, Verdict.REFUSED, decidedBy, sentence);
        return explanation(Verdict.REFUSED, decidedBy, Problem.NO_CURRENT_USER);
    }

    private Explanation explain(DryRun run) {
        addOperation(run);
        addAccess(run);
        addQuota(run);
        addBody(run);
        addGuardrails(run);
        return conclude(run);
    }

    private void addOperation(DryRun run) {
        if (run.call != null) {
            var sentence = "The call is %s.".formatted(run.call.operation().id());
            add(PipelineStep.OPERATION, Verdict.PASSED, null, sentence);
        }
    }

    private void addAccess(DryRun run) {
        if (run.authorized == null) {
            return;
        }
        var grant = run.authorized.grant();
        var sentence = "%s needs %s; team %s has %s on %s for instances %s%s."
                .formatted(
                        run.authorized.call().operation().id(),
                        run.authorized.call().operation().role(),
                        grant.team(),
                        grant.role(),
                        run.authorized.project().name(),
                        grant.instances(),
                        grant.expiresAt() == null ? "" : " until " + grant.expiresAt());
        add(PipelineStep.ACCESS, Verdict.PASSED, decidedBy(run.authorized), sentence);
    }

    private void addQuota(DryRun run) {
        if (run.authorized != null && !conditions.now()) {
            var sentence = "How full the buckets were at that time is not recorded.";
            add(PipelineStep.QUOTA, Verdict.OPEN, null, sentence);
        }
        for (var bucket : run.buckets) {
            var sentence = "%s %s has %d of %d calls left."
                    .formatted(
                            bucket.scope().equals("team") ? "Team" : "Project",
                            bucket.owner(),
                            bucket.balance().tokens(),
                            bucket.balance().quota().capacity());
            var verdict = bucket.isEmpty() ? Verdict.REFUSED : Verdict.PASSED;
            add(PipelineStep.QUOTA, verdict, bucket.decidedBy(), sentence);
        }
    }

    private void addBody(DryRun run) {
        if (run.change != null && run.call != null && run.call.operation().changes()) {
            var sentence = run.change.equals(Change.NONE) ? "The body changes nothing." : "The body is valid.";
            add(PipelineStep.BODY, Verdict.PASSED, null, sentence);
        }
    }

    private void addGuardrails(DryRun run) {
        if (run.evaluation != null) {
            run.evaluation.findings().forEach(this::add);
        }
    }

    private void add(Finding finding) {
        var guardrail = finding.guardrail();
        var verdict = switch (finding.result()) {
            case HOLDS -> Verdict.PASSED;
            case NOT_EVALUATED -> Verdict.OPEN;
            case VIOLATED, FAILED ->
                switch (guardrail.mode()) {
                    case DENY -> Verdict.REFUSED;
                    case WARN -> Verdict.WARNED;
                    case AUDIT -> Verdict.NOTED;
                };
        };
        var sentence = switch (finding.result()) {
            case HOLDS -> "The change satisfies it.";
            case VIOLATED -> guardrail.message() + ".";
            case FAILED -> "It could not be evaluated: " + finding.why() + ".";
            case NOT_EVALUATED -> "It was not evaluated: it " + finding.why() + ".";
        };
        add(PipelineStep.GUARDRAIL, verdict, new DecidedBy(RuleKind.GUARDRAIL, guardrail.name()), sentence);
    }

    private Explanation conclude(DryRun run) {
        if (run.refusal != null) {
            return refused(run, run.refusal);
        }
        if (run.request == null || run.authorized == null) {
            var sentence = "What the body asks for is not known, so the guardrails cannot be checked.";
            add(PipelineStep.BODY, Verdict.OPEN, null, sentence);
            return explanation(Verdict.OPEN, null, null);
        }
        var sentence = "It goes to Atlas as %s %s, with the service account %s."
                .formatted(run.request.method(), run.request.path(), run.request.account());
        add(PipelineStep.FORWARD, Verdict.PASSED, null, sentence);
        return explanation(Verdict.PASSED, decidedBy(run.authorized), null);
    }

    private Explanation refused(DryRun run, Refusal refusal) {
        var end = run.end();
        if (end == PipelineStep.GUARDRAIL && run.evaluation != null) {
            if (!run.evaluation.isDenied()) {
                return explanation(Verdict.OPEN, null, null); // a guardrail that denies needs the current state
            }
        } else if (end != PipelineStep.QUOTA) {
            add(end, Verdict.REFUSED, refusal.decidedBy(), refusal.detail());
        }
        return explanation(Verdict.REFUSED, refusal.decidedBy(), refusal.problem());
    }

    private static DecidedBy decidedBy(AuthorizedCall authorized) {
        return new DecidedBy(RuleKind.GRANT, authorized.grant().key());
    }

    private void add(PipelineStep step, Verdict verdict, @Nullable DecidedBy decidedBy, String sentence) {
        steps.add(new ExplainedStep(step, verdict, decidedBy, sentence));
    }

    private Explanation explanation(Verdict verdict, @Nullable DecidedBy decidedBy, @Nullable Problem problem) {
        var errorCode = problem == null ? null : problem.name();
        return new Explanation(conditions.policy().revision(), verdict, decidedBy, errorCode, steps, closest);
    }
}

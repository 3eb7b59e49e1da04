package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.console.layout.StepView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.explain.ProposedCall;
import dev.atlasgateway.guardrail.Evaluation;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.PipelineStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the steps of a recorded call, as far as it got. */
record CallSteps(RecordedCall call, PolicySnapshot snapshot, Admin admin) {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    List<StepView> all() {
        var steps = new ArrayList<StepView>();
        var end = end();
        for (var step : PipelineStep.values()) {
            if (step == end) {
                steps.add(StepView.refused(step.label(), refusal(step), rulesBehind(step)));
                break;
            }
            if (isKnownToPass(step, end)) {
                steps.add(passed(step));
            }
        }
        steps.addAll(OutcomeSteps.of(call));
        return steps;
    }

    /** Returns the step that ended the call; null if the call passed them all. */
    private @Nullable PipelineStep end() {
        var decision = call.decision();
        return decision.allowed() ? null : decision.by().step(call.request().operation() != null);
    }

    /** If the gateway failed, the record does not say how far the call got. */
    private boolean isKnownToPass(PipelineStep step, @Nullable PipelineStep end) {
        var failed = end == PipelineStep.GATEWAY;
        return switch (step) {
            case CALLER -> true;
            case OPERATION -> call.request().operation() != null;
            case ACCESS, QUOTA -> !failed;
            case BODY, GUARDRAIL -> !failed && !READS.contains(call.request().method());
            case AUDIT -> !failed && call.forwarded() != null;
            case GATEWAY, FORWARD -> false;
        };
    }

    private String refusal(PipelineStep step) {
        var request = call.request();
        return switch (step) {
            case CALLER -> "The credentials name no client and no team.";
            case OPERATION -> "No operation serves this request, or its path or query is not valid.";
            case ACCESS ->
                "No grant allows this team to do that on %sproject %s.%s"
                        .formatted(
                                request.instance() == null ? "" : request.instance() + " of ",
                                request.groupId(),
                                neededRole());
            case QUOTA -> quota();
            case BODY -> "The body is not valid. The answer named every wrong field.";
            case GUARDRAIL -> guardrailRefusal();
            case AUDIT ->
                call.decision().by().equals(DecidedBy.HELD_BACK)
                        ? "An earlier change to the instance was still being sent."
                        : "The audit record could not be stored, so nothing was sent to Atlas.";
            case GATEWAY, FORWARD -> "The gateway failed. Its log has the error with this request id.";
        };
    }

    /** Names the role that would have allowed the call. */
    private String neededRole() {
        var operation = ProposedCall.operation(call.request().operation());
        return operation == null ? "" : " The call needs the role %s there.".formatted(operation.role());
    }

    private String quota() {
        return call.decision().by().equals(DecidedBy.QUOTA_UNAVAILABLE)
                ? "The quota store did not answer, and this gateway refuses calls that it cannot count."
                : "The bucket was empty because of earlier calls.";
    }

    /** Names the guardrails that could not be evaluated, else says the messages of those that refused, if they still exist. */
    private String guardrailRefusal() {
        var failed = call.decision().notes().stream()
                .filter(note -> note.startsWith(Evaluation.FAILED_NOTE))
                .findFirst();
        if (failed.isPresent()) {
            return "A guardrail that cannot be evaluated refuses. These " + failed.get() + ".";
        }
        var messages = rules(call.decision().by()).stream()
                .flatMap(rule -> snapshot.find(ObjectKind.GUARDRAIL, rule.name()).stream())
                .map(guardrail -> ((Guardrail) guardrail).message())
                .collect(Collectors.joining("; "));
        return "The change does not satisfy a guardrail" + (messages.isEmpty() ? "." : ": " + messages + ".");
    }

    /** Returns the rules that decided; if no grant allows the call, the team. */
    private List<RuleLink> rulesBehind(PipelineStep step) {
        var team = call.caller().team();
        return rules(
                step == PipelineStep.ACCESS && team != null
                        ? new DecidedBy(DecidedBy.RuleKind.TEAM, team)
                        : call.decision().by());
    }

    private StepView passed(PipelineStep step) {
        return switch (step) {
            case CALLER -> StepView.passed(step.label(), caller(), List.of());
            case OPERATION ->
                StepView.passed(step.label(), call.request().operation() + " on " + target(call.request()), List.of());
            case ACCESS -> access();
            case QUOTA -> StepView.passed(step.label(), "No bucket was empty.", List.of());
            case BODY -> StepView.passed(step.label(), change(), List.of());
            case GUARDRAIL -> guardrails();
            case AUDIT -> record();
            case GATEWAY, FORWARD -> throw new IllegalArgumentException(step + " is not a step that calls pass here");
        };
    }

    /** Returns the instance; of a list, the project. */
    private static String target(RecordedCall.Request request) {
        return request.instance() == null ? "project " + request.groupId() : request.instance();
    }

    private String caller() {
        var caller = call.caller();
        return "Team %s, client %s, from %s".formatted(or(caller.team()), or(caller.client()), or(caller.address()));
    }

    private StepView access() {
        return call.decision().allowed()
                ? StepView.passed(
                        PipelineStep.ACCESS.label(),
                        "This grant allows the call.",
                        rules(call.decision().by()))
                : StepView.passed(
                        PipelineStep.ACCESS.label(), "A grant allows the call. Explain shows which.", List.of());
    }

    private String change() {
        var change = call.request().change();
        return change == null ? "It changes nothing." : "It changes " + String.join(", ", change.propertyNames()) + ".";
    }

    private StepView guardrails() {
        var noted = call.decision().notes().stream()
                .map(DecidedBy::parse)
                .filter(note -> note.kind() == DecidedBy.RuleKind.GUARDRAIL)
                .flatMap(note -> rules(note).stream())
                .toList();
        return noted.isEmpty()
                ? StepView.passed(PipelineStep.GUARDRAIL.label(), "The change satisfies every guardrail.", List.of())
                : new StepView(
                        PipelineStep.GUARDRAIL.label(),
                        "warn",
                        "passed",
                        null,
                        "The change does not satisfy some guardrails of the modes warn and audit.",
                        noted);
    }

    private StepView record() {
        var stored = call.forwarded() == null ? null : call.forwarded().intentStoredAt();
        var step = StepView.passed(
                PipelineStep.AUDIT.label(), "The request was stored before it was sent to Atlas.", List.of());
        return stored == null ? step : step.after(since(stored));
    }

    private Duration since(Instant moment) {
        return Duration.between(call.receivedAt(), moment);
    }

    private List<RuleLink> rules(DecidedBy by) {
        return RuleLink.of(by, snapshot, admin).stream()
                .filter(rule -> !rule.name().isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    private static String or(@Nullable String known) {
        return known == null ? "unknown" : known;
    }
}

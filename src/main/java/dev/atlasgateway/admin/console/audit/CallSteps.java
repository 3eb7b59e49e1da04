package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.PipelineStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the way of a call step by step, as far as it got, from what the audit recorded of it. */
final class CallSteps {

    private final RecordedCall call;
    private final PolicySnapshot now;
    private final Admin admin;
    private final List<CallStep> steps = new ArrayList<>();

    private CallSteps(RecordedCall call, PolicySnapshot now, Admin admin) {
        this.call = call;
        this.now = now;
        this.admin = admin;
    }

    static List<CallStep> of(RecordedCall call, PolicySnapshot now, Admin admin) {
        var all = new CallSteps(call, now, admin);
        all.addSteps();
        all.steps.addAll(OutcomeSteps.of(call));
        return List.copyOf(all.steps);
    }

    private void addSteps() {
        var end = end();
        for (var step : PipelineStep.values()) {
            if (step == end) {
                steps.add(CallStep.refused(step.label(), refusal(step), rulesBehind(step)));
                return;
            }
            if (isKnownToPass(step, end)) {
                steps.add(passed(step));
            }
        }
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
            case BODY, GUARDRAIL -> !failed && !call.request().method().equals("GET");
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
                "No grant lets this team do that on %s of project %s.%s"
                        .formatted(request.instance(), request.groupId(), needed());
            case QUOTA -> quota();
            case BODY -> "The body is not valid; the answer named every field at fault.";
            case GUARDRAIL -> "The change does not satisfy what is asked of every change" + asked();
            case AUDIT ->
                call.decision().by().equals(DecidedBy.HELD_BACK)
                        ? "An earlier change to the instance was still being sent."
                        : "The audit record could not be stored, so nothing was sent to Atlas.";
            case GATEWAY, FORWARD -> "The gateway failed; its log has the error under this request id.";
        };
    }

    /** What would have allowed it. */
    private String needed() {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.id().equals(call.request().operation()))
                .map(operation -> " It needs the role %s there.".formatted(operation.role()))
                .findFirst()
                .orElse("");
    }

    private String quota() {
        return call.decision().by().equals(DecidedBy.QUOTA_UNAVAILABLE)
                ? "The quota store did not answer, and this gateway then refuses calls."
                : "The bucket was empty: earlier calls had used it up.";
    }

    /** What would satisfy the guardrails that refused it, as far as they are there still. */
    private String asked() {
        var messages = rules(call.decision().by()).stream()
                .flatMap(rule -> now.find(ObjectKind.GUARDRAIL, rule.name()).stream())
                .map(guardrail -> ((Guardrail) guardrail).message())
                .collect(Collectors.joining("; "));
        return messages.isEmpty() ? "." : ": " + messages + ".";
    }

    /** What decided, or, where nothing allows it, the team whose grants are too few. */
    private List<RuleLink> rulesBehind(PipelineStep step) {
        var team = call.caller().team();
        return rules(
                step == PipelineStep.ACCESS && team != null
                        ? new DecidedBy(DecidedBy.RuleKind.TEAM, team)
                        : call.decision().by());
    }

    private CallStep passed(PipelineStep step) {
        return switch (step) {
            case CALLER -> CallStep.passed(step.label(), caller(), List.of());
            case OPERATION ->
                CallStep.passed(
                        step.label(),
                        call.request().operation() + " on " + call.request().instance(),
                        List.of());
            case ACCESS -> access();
            case QUOTA -> CallStep.passed(step.label(), "No bucket was empty.", List.of());
            case BODY -> CallStep.passed(step.label(), change(), List.of());
            case GUARDRAIL -> guardrails();
            case AUDIT -> record();
            case GATEWAY, FORWARD -> throw new IllegalArgumentException(step + " is not a step that calls pass here");
        };
    }

    private String caller() {
        var caller = call.caller();
        return "Team %s, client %s, from %s".formatted(or(caller.team()), or(caller.client()), or(caller.address()));
    }

    private CallStep access() {
        return call.decision().allowed()
                ? CallStep.passed(
                        PipelineStep.ACCESS.label(),
                        "This grant lets the team do it.",
                        rules(call.decision().by()))
                : CallStep.passed(
                        PipelineStep.ACCESS.label(), "A grant lets the team do it; Explain tells which.", List.of());
    }

    private String change() {
        var change = call.request().change();
        return change == null
                ? "It leaves everything as it is."
                : "It changes " + String.join(", ", change.propertyNames()) + ".";
    }

    private CallStep guardrails() {
        var noted = call.decision().notes().stream()
                .map(DecidedBy::parse)
                .filter(note -> note.kind() == DecidedBy.RuleKind.GUARDRAIL)
                .flatMap(note -> rules(note).stream())
                .toList();
        return noted.isEmpty()
                ? CallStep.passed(PipelineStep.GUARDRAIL.label(), "No guardrail had anything against it.", List.of())
                : new CallStep(
                        PipelineStep.GUARDRAIL.label(),
                        "warn",
                        "passed",
                        null,
                        "Guardrails that warn or only take note were not satisfied.",
                        noted);
    }

    private CallStep record() {
        var stored = call.forwarded() == null ? null : call.forwarded().intentStoredAt();
        var step = CallStep.passed(
                PipelineStep.AUDIT.label(), "What was about to be sent was durable before it left.", List.of());
        return stored == null ? step : step.at(since(stored));
    }

    private Duration since(Instant moment) {
        return Duration.between(call.receivedAt(), moment);
    }

    private List<RuleLink> rules(DecidedBy by) {
        return RuleLink.of(by, now, admin).stream()
                .filter(rule -> !rule.name().isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    private static String or(@Nullable String known) {
        return known == null ? "unknown" : known;
    }
}

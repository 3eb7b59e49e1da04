package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.history.PastCall;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the way of a call step by step, as far as it got, from what the audit recorded of it. */
final class CallSteps {

    private final PastCall call;
    private final PolicySnapshot now;
    private final Admin admin;
    private final List<CallStep> steps = new ArrayList<>();

    private CallSteps(PastCall call, PolicySnapshot now, Admin admin) {
        this.call = call;
        this.now = now;
        this.admin = admin;
    }

    /** The doors that a call goes through before anything leaves, in their order. */
    private enum Door {
        CALLER("Who is it"),
        OPERATION("Which operation"),
        ACCESS("May this team"),
        QUOTA("How often"),
        BODY("What to change"),
        GUARDRAIL("Is the change sane"),
        AUDIT("Put on record");

        private final String title;

        Door(String title) {
            this.title = title;
        }

        boolean isForChangesOnly() {
            return this == BODY || this == GUARDRAIL;
        }
    }

    static List<CallStep> of(PastCall call, PolicySnapshot now, Admin admin) {
        var told = new CallSteps(call, now, admin);
        told.doors();
        told.steps.addAll(OutcomeSteps.of(call));
        return List.copyOf(told.steps);
    }

    private void doors() {
        var closed = closed();
        for (var door : Door.values()) {
            if (door == closed) {
                steps.add(CallStep.refused(door.title, refusal(door), behind(door)));
                return;
            }
            if (door == Door.AUDIT && call.forwarded() == null) {
                return; // nothing was to leave
            }
            if (!door.isForChangesOnly() || !call.request().method().equals("GET")) {
                steps.add(passage(door));
            }
        }
    }

    /** The door where it ended; null where it passed them all. */
    private @Nullable Door closed() {
        if (call.decision().allowed()) {
            return null;
        }
        return switch (call.decision().by().split(":", 2)[0]) {
            case "caller" -> Door.CALLER;
            case "access" -> Door.ACCESS;
            case "quota" -> Door.QUOTA;
            case "guardrail", "atlas" -> Door.GUARDRAIL; // Atlas has a say before only by the current state
            case "audit" -> Door.AUDIT;
            default -> call.request().operation() == null ? Door.OPERATION : Door.BODY;
        };
    }

    private String refusal(Door door) {
        var request = call.request();
        return switch (door) {
            case CALLER -> "No client and no team could be told from what it brought.";
            case OPERATION -> "No operation serves it, or its path or query made no sense.";
            case ACCESS ->
                "No grant lets this team do that on %s of project %s.%s"
                        .formatted(request.instance(), request.groupId(), needed());
            case QUOTA -> quota();
            case BODY -> "Its body made no sense; the answer named every field at fault.";
            case GUARDRAIL -> "The change does not satisfy what is asked of every change" + asked();
            case AUDIT -> "It could not be put on record, and what cannot be recorded is not done.";
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
        return call.decision().by().equals("quota:unavailable")
                ? "How much was left could not be asked, and what cannot be counted is refused here."
                : "The bucket was empty: so many calls were made before it.";
    }

    /** What would satisfy the guardrails that refused it, as far as they are there still. */
    private String asked() {
        var messages = rules(call.decision().by()).stream()
                .flatMap(rule -> now.find(Kind.GUARDRAIL, rule.name()).stream())
                .map(guardrail -> ((Guardrail) guardrail).message())
                .collect(Collectors.joining("; "));
        return messages.isEmpty() ? "." : ": " + messages + ".";
    }

    /** What decided, or, where nothing allows it, the team whose grants are too few. */
    private List<RuleLink> behind(Door door) {
        return rules(
                door == Door.ACCESS && call.caller().team() != null
                        ? "team:" + call.caller().team()
                        : call.decision().by());
    }

    private CallStep passage(Door door) {
        return switch (door) {
            case CALLER -> CallStep.passed(door.title, caller(), List.of());
            case OPERATION ->
                CallStep.passed(
                        door.title,
                        call.request().operation() + " on " + call.request().instance(),
                        List.of());
            case ACCESS -> access();
            case QUOTA -> CallStep.passed(door.title, "There was room in every bucket that it takes from.", List.of());
            case BODY -> CallStep.passed(door.title, change(), List.of());
            case GUARDRAIL -> guardrails();
            case AUDIT -> record();
        };
    }

    private String caller() {
        var caller = call.caller();
        return "Team %s, client %s, from %s".formatted(or(caller.team()), or(caller.client()), or(caller.address()));
    }

    private CallStep access() {
        return call.decision().allowed()
                ? CallStep.passed(
                        Door.ACCESS.title,
                        "This grant lets the team do it.",
                        rules(call.decision().by()))
                : CallStep.passed(Door.ACCESS.title, "A grant lets the team do it; Explain tells which.", List.of());
    }

    private String change() {
        var change = call.request().change();
        return change == null
                ? "It leaves everything as it is."
                : "It changes " + String.join(", ", change.propertyNames()) + ".";
    }

    private CallStep guardrails() {
        var noted = call.decision().notes().stream()
                .filter(note -> note.startsWith("guardrail:"))
                .flatMap(note -> rules(note).stream())
                .toList();
        return noted.isEmpty()
                ? CallStep.passed(Door.GUARDRAIL.title, "No guardrail had anything against it.", List.of())
                : new CallStep(
                        Door.GUARDRAIL.title,
                        "warn",
                        "passed",
                        null,
                        "Guardrails that warn or only take note were not satisfied.",
                        noted);
    }

    private CallStep record() {
        var stored = call.forwarded() == null ? null : call.forwarded().intentStoredAt();
        var step =
                CallStep.passed(Door.AUDIT.title, "What was about to be sent was durable before it left.", List.of());
        return stored == null ? step : step.at(since(stored));
    }

    private Duration since(Instant moment) {
        return Duration.between(call.receivedAt(), moment);
    }

    private List<RuleLink> rules(String by) {
        return RuleLink.of(by, now, admin).stream()
                .filter(rule -> !rule.name().isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    private static String or(@Nullable String known) {
        return known == null ? "unknown" : known;
    }
}

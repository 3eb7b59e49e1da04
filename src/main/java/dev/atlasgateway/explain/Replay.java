package dev.atlasgateway.explain;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.CallerStatus;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.explain.Comparison.End;
import dev.atlasgateway.guardrail.Finding;
import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides an audited call again, by another policy but at its own time, through the doors that calls go through. */
final class Replay {

    private static final Map<String, Operation> OPERATIONS =
            Arrays.stream(Operation.values()).collect(Collectors.toMap(Operation::id, Function.identity()));

    /**
     * @param end null where the audit does not have what decides it
     * @param by the rules behind it, as the audit names them
     */
    record Decided(@Nullable End end, String by) {}

    private final DryRun.Doors doors;
    private final PolicySnapshot policy;

    Replay(DryRun.Doors doors, PolicySnapshot policy) {
        this.doors = doors;
        this.policy = policy;
    }

    Decided decide(AuditedCall call) {
        var operation = call.operation() == null ? null : OPERATIONS.get(call.operation());
        if (operation == null || call.team() == null || call.groupId() == null || call.instance() == null) {
            return new Decided(End.REFUSED, call.decidedBy()); // before any rule was asked, as it will be again
        }
        if (!(CallerStatus.ofTeam(policy, call.team()) instanceof CallerStatus.Good)) {
            return new Decided(End.REFUSED, "caller");
        }
        var body = call.body();
        var question = new Question(call.team(), call.client(), operation, call.groupId(), call.instance(), body, null);
        try {
            return decide(call, question, body);
        } catch (Refusal refusal) {
            return new Decided(End.REFUSED, refusal.decidedBy() == null ? "access" : refusal.decidedBy());
        }
    }

    private Decided decide(AuditedCall call, Question question, @Nullable String body) {
        var request = question.request(call.receivedAt());
        var matched = doors.contract().match(request);
        var caller = new Caller(question.team(), String.valueOf(call.client()), "replay");
        var granted = doors.access().under(policy, call.receivedAt()).authorize(caller, matched);
        if (!call.allowed() && call.decidedBy().equals("contract")) {
            return new Decided(End.REFUSED, "contract"); // a body that nobody could read
        }
        if (!call.allowed() && call.decidedBy().startsWith("quota")
                || body == null && question.operation().changes()) {
            return new Decided(null, call.decidedBy());
        }
        var judged =
                doors.guardrails().judge(granted, doors.contract().read(matched, request), call.receivedAt(), null);
        var violated = judged.findings().stream().filter(Finding::violated).toList();
        if (violated.stream().noneMatch(finding -> finding.guardrail().mode() == Mode.DENY)
                && judged.findings().stream().anyMatch(finding -> finding.result() == Result.NOT_ASKED)) {
            return new Decided(null, "guardrails on the current state");
        }
        var cleared = judged.orRefuse();
        var by = violated.stream()
                .map(finding -> "guardrail:" + finding.guardrail().name())
                .collect(Collectors.joining(","));
        var end = cleared.noted().isEmpty() ? End.ALLOWED : cleared.warnings().isEmpty() ? End.NOTED : End.WARNED;
        return new Decided(end, by.isEmpty() ? "grant:" + granted.grant().key() : by);
    }
}

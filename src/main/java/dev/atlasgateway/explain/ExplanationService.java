package dev.atlasgateway.explain;

import dev.atlasgateway.explain.DryRunner.Conditions;
import dev.atlasgateway.explain.Explanation.ClosestGrant;
import dev.atlasgateway.guardrail.CurrentStateReader;
import dev.atlasgateway.history.AdminJournal;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import dev.atlasgateway.revision.Revisions;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Explains how a call is decided, now or in the past. */
@Component
public record ExplanationService(
        DryRunner runner, Revisions revisions, CurrentStateReader current, AdminJournal journal, InstantSource clock) {

    /** Explains how the active policy decides a call now. */
    public Explanation explain(ProposedCall call) {
        return explain(call, revisions.current());
    }

    /** Explains how a draft decides a call now. */
    public Explanation explain(ProposedCall call, PolicySnapshot draft) {
        return explain(call, new Conditions(draft, clock.instant(), true, reader(call.readFor())));
    }

    private Explanation explain(ProposedCall call, Conditions conditions) {
        return new ExplanationWriter(conditions).explain(call, runner);
    }

    private @Nullable CurrentStateReader reader(@Nullable String admin) {
        return admin == null ? null : new AuditedInstanceReader(current, journal, admin);
    }

    /**
     * Explains how a past call was decided, and how it would be decided now.
     *
     * @return empty if no operation matched the call or its caller was unknown, because no rule of the policy decided it
     */
    public Optional<PastExplanation> explain(RecordedCall call) {
        return proposed(call).map(proposed -> {
            var then = new RecordedDecision(call).applyTo(then(call, proposed));
            var now = explain(proposed, new Conditions(revisions.current(), clock.instant(), true, null));
            return new PastExplanation(call, then, now);
        });
    }

    /**
     * Returns the grants that came closest to a recorded call, if it was refused because no grant allowed it. Returns none
     * if the policy of that time cannot be read, because the record is worth a look without them.
     */
    public List<ClosestGrant> closest(RecordedCall call) {
        if (call.decision().allowed() || call.decision().by().kind() != RuleKind.ACCESS) {
            return List.of();
        }
        try {
            return proposed(call)
                    .map(proposed -> then(call, proposed).closest())
                    .orElse(List.of());
        } catch (InvalidPolicyException e) {
            return List.of();
        }
    }

    private Explanation then(RecordedCall call, ProposedCall proposed) {
        return explain(proposed, new Conditions(policyOf(call), call.receivedAt(), false, null));
    }

    private static Optional<ProposedCall> proposed(RecordedCall call) {
        var request = call.request();
        var team = call.caller().team();
        var operation = ProposedCall.operation(request.operation());
        return operation == null || team == null
                ? Optional.empty()
                : Optional.of(new ProposedCall(
                        team,
                        call.caller().client(),
                        operation,
                        Objects.requireNonNullElse(request.groupId(), ""),
                        Objects.requireNonNullElse(request.instance(), ""),
                        body(call),
                        null));
    }

    /**
     * The audit has no change for a call that changes nothing, nor for one that was refused before its body was read.
     */
    private static @Nullable String body(RecordedCall call) {
        var change = call.request().change();
        if (change != null) {
            return change.toString();
        }
        return call.decision().allowed() || call.decision().by().kind() == RuleKind.GUARDRAIL ? "{}" : null;
    }

    private PolicySnapshot policyOf(RecordedCall call) {
        var number = call.decision().policyRevision();
        return revisions.at(number == null ? revisions.newestAt(call.receivedAt()) : number);
    }
}

package dev.atlasgateway.explain;

import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.explain.DryRunner.Conditions;
import dev.atlasgateway.guardrail.CurrentStateReader;
import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.history.PastCall;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy.Kind;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.Revisions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why: goes through the doors that every call goes through, and leaves no trace unless Atlas is to be read. */
public final class ExplanationService {

    private static final int REVISIONS_AT_A_TIME = 100;

    private final DryRunner runner;
    private final Policy policy;
    private final Revisions revisions;
    private final CurrentStateReader current;
    private final AdminEvents events;
    private final InstantSource clock;

    ExplanationService(
            DryRunner runner,
            Policy policy,
            Revisions revisions,
            CurrentStateReader current,
            AdminEvents events,
            InstantSource clock) {
        this.runner = runner;
        this.policy = policy;
        this.revisions = revisions;
        this.current = current;
        this.events = events;
        this.clock = clock;
    }

    /** What would be decided now, by the policy in force. */
    public Explanation explain(ProposedCall question) {
        return explain(question, policy.current());
    }

    /** What a draft would decide now. */
    public Explanation explain(ProposedCall question, PolicySnapshot draft) {
        return explain(question, new Conditions(draft, clock.instant(), true, current(question.readFor())));
    }

    private Explanation explain(ProposedCall question, Conditions conditions) {
        return new ExplanationWriter(conditions).explain(question, runner);
    }

    private @Nullable CurrentStateReader current(@Nullable String admin) {
        return admin == null ? null : new AuditedInstanceReader(current, events, admin);
    }

    /**
     * What was decided, and what would be now.
     *
     * @return empty for a call that no operation of the contract matches, or whose caller nobody knew: there are no rules
     *     to tell of
     */
    public Optional<PastExplanation> explain(PastCall call) {
        return question(call).map(question -> {
            var repeated = explain(question, new Conditions(policyOf(call), call.receivedAt(), false, null));
            var then = new RecordedDecision(call).applyTo(repeated);
            var now = explain(question, new Conditions(policy.current(), clock.instant(), true, null));
            return new PastExplanation(call, then, now);
        });
    }

    private static Optional<ProposedCall> question(PastCall call) {
        var asked = call.request();
        var team = call.caller().team();
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.id().equals(asked.operation()))
                .filter(operation -> team != null)
                .findFirst()
                .map(operation -> new ProposedCall(
                        Objects.requireNonNull(team),
                        call.caller().client(),
                        operation,
                        Objects.requireNonNullElse(asked.groupId(), ""),
                        Objects.requireNonNullElse(asked.instance(), ""),
                        body(call),
                        null));
    }

    /** What changes nothing has no change in the audit; what was refused before it was read has none either. */
    private static @Nullable String body(PastCall call) {
        var change = call.request().change();
        if (change != null) {
            return change.toString();
        }
        return call.decision().allowed() || call.decision().by().kind() == Kind.GUARDRAIL ? "{}" : null;
    }

    private PolicySnapshot policyOf(PastCall call) {
        var number = call.decision().policyRevision();
        return number == null
                ? inForceAt(call.receivedAt())
                : number == policy.current().revision() ? policy.current() : revisions.at(number);
    }

    private PolicySnapshot inForceAt(Instant at) {
        var before = Long.MAX_VALUE;
        while (true) {
            var page = revisions.before(before, REVISIONS_AT_A_TIME);
            for (Revision revision : page) {
                if (!revision.madeAt().isAfter(at)) {
                    return revisions.at(revision.number());
                }
                before = revision.number();
            }
            if (page.size() < REVISIONS_AT_A_TIME) {
                return PolicySnapshot.EMPTY;
            }
        }
    }
}

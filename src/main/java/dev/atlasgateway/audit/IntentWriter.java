package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditMeters;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.audit.store.AuditWriter;
import dev.atlasgateway.audit.store.PendingRow.State;
import dev.atlasgateway.audit.store.StoreAvailability;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.time.Duration;

/** Stores the intent of a call, or refuses the call: the gateway does not do what it cannot record. */
record IntentWriter(AuditWriter writer, StoreAvailability availability, AuditMeters meters, Duration timeout) {

    /**
     * Waits until the row is durable and its change may go on.
     *
     * @param longest how long to wait while an older change to the same instance is being retried
     * @throws Refusal also if the row may still be stored later: then the outcome of the call closes it
     */
    void store(AuditRow row, Duration longest) {
        var patience = availability.patience(timeout);
        if (patience.isZero()) {
            throw unavailable();
        }
        var pending = writer.submit(row);
        var held = pending.await(patience) == State.HELD;
        if (held) {
            pending.await(longest.minus(patience));
        }
        if (pending.withdraw() != State.STORED) {
            throw held ? heldBack() : unavailable();
        }
        meters.addPending();
    }

    private Refusal unavailable() {
        meters.countUnavailable();
        return Refusal.of(
                        Problem.GATEWAY_AUDIT_UNAVAILABLE,
                        "The audit record of this call could not be stored, so nothing was sent to Atlas; try again.")
                .header("Retry-After", "1");
    }

    private static Refusal heldBack() {
        return Refusal.of(
                        Problem.GATEWAY_UPSTREAM_UNAVAILABLE,
                        "An earlier change to this instance is still being sent to Atlas; nothing was sent for this one, try again.")
                .header("Retry-After", "1")
                .decidedBy(DecidedBy.HELD_BACK);
    }
}

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

/** Stores what is about to be sent, or refuses the call: what cannot be recorded is not done. */
final class IntentWriter {

    private final AuditWriter writer;
    private final StoreAvailability availability;
    private final AuditMeters meters;
    private final Duration timeout;

    IntentWriter(AuditWriter writer, StoreAvailability availability, AuditMeters meters, Duration timeout) {
        this.writer = writer;
        this.availability = availability;
        this.meters = meters;
        this.timeout = timeout;
    }

    /**
     * Waits until the row is durable and its change may go on.
     *
     * @param longest how long an older change to the same resource, being repeated, is waited for
     * @throws Refusal also where the row may turn out to be stored after all: then the ending of the call closes it
     */
    void store(AuditRow row, Duration longest) {
        var patience = availability.patience(timeout);
        if (patience.isZero()) {
            throw unavailable();
        }
        var ticket = writer.submit(row);
        var held = ticket.await(patience) == State.HELD;
        if (held) {
            ticket.await(longest.minus(patience));
        }
        if (ticket.withdraw() != State.STORED) {
            throw held ? overtaken() : unavailable();
        }
        meters.opened();
    }

    private Refusal unavailable() {
        meters.unavailable();
        return Refusal.of(
                        Problem.GATEWAY_AUDIT_UNAVAILABLE,
                        "The audit record of this call could not be stored, so nothing was sent to Atlas; try again.")
                .header("Retry-After", "1");
    }

    private static Refusal overtaken() {
        return Refusal.of(
                        Problem.GATEWAY_UPSTREAM_UNAVAILABLE,
                        "An earlier change to this instance is still being sent to Atlas; nothing was sent for this one, try again.")
                .header("Retry-After", "1")
                .decidedBy(DecidedBy.HELD_BACK);
    }
}

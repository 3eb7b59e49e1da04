package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditMeters;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.audit.store.AuditWriter;
import dev.atlasgateway.audit.store.PendingRow.State;
import dev.atlasgateway.audit.store.StoreAvailability;
import dev.atlasgateway.problem.Problem;
import java.time.Duration;

/** Stores outcomes. An answer waits for its record for a limited time. */
record OutcomeWriter(AuditWriter writer, StoreAvailability availability, AuditMeters meters, Duration timeout) {

    /**
     * Returns whether the row is durable once it is, or once the time for that is over. The row stays queued until it is
     * stored.
     */
    State store(AuditRow row) {
        var pending = writer.submit(row);
        var state = pending.await(patience(row));
        if (state == State.PENDING) {
            meters.countLate();
        }
        return state;
    }

    /** A call that was refused because the audit was unavailable has waited for it already. */
    private Duration patience(AuditRow row) {
        return Problem.GATEWAY_AUDIT_UNAVAILABLE.name().equals(row.get(AuditColumn.ERROR_CODE))
                ? Duration.ZERO
                : availability.patience(timeout);
    }
}

package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditMeters;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.audit.store.AuditWriter;
import dev.atlasgateway.audit.store.PendingRow.State;
import dev.atlasgateway.audit.store.StoreAvailability;
import dev.atlasgateway.problem.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Stores outcomes and logs one line for each call. An answer waits for its record for a limited time. */
record OutcomeWriter(AuditWriter writer, StoreAvailability availability, AuditMeters meters, Duration timeout) {

    /** Logger of the call lines, which an operator searches for one request id. */
    private static final Logger CALLS = LoggerFactory.getLogger("dev.atlasgateway.calls");

    private static final Set<AuditColumn> LOGGED = EnumSet.of(
            AuditColumn.ID,
            AuditColumn.REQUEST_ID,
            AuditColumn.TEAM,
            AuditColumn.CLIENT,
            AuditColumn.ADDRESS,
            AuditColumn.METHOD,
            AuditColumn.PATH,
            AuditColumn.OPERATION,
            AuditColumn.GROUP_ID,
            AuditColumn.INSTANCE,
            AuditColumn.DECIDED_BY,
            AuditColumn.ATLAS_STATUS,
            AuditColumn.OUTCOME,
            AuditColumn.STATUS,
            AuditColumn.ERROR_CODE,
            AuditColumn.TOTAL_US);

    /** Returns once the row is durable or the time for that is over. The row stays queued until it is stored. */
    void store(AuditRow row) {
        var pending = writer.submit(row);
        var state = pending.await(patience(row));
        if (state == State.PENDING) {
            meters.countLate();
        }
        log(row, state);
    }

    /** A call that was refused because the audit was unavailable has waited for it already. */
    private Duration patience(AuditRow row) {
        return Problem.GATEWAY_AUDIT_UNAVAILABLE.name().equals(row.get(AuditColumn.ERROR_CODE))
                ? Duration.ZERO
                : availability.patience(timeout);
    }

    private static void log(AuditRow row, State state) {
        var line = CALLS.atLevel(state == State.STORED ? Level.INFO : Level.WARN);
        for (var column : LOGGED) {
            var value = row.get(column);
            if (value != null) {
                line = line.addKeyValue(column.sql(), value);
            }
        }
        line.addKeyValue("record", state.name().toLowerCase(Locale.ROOT)).log("call");
    }
}

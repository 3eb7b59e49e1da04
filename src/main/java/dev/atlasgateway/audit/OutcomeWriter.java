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

/** Stores how calls ended, and tells it to logs and metrics; an answer waits for its record, but not for ever. */
final class OutcomeWriter {

    /** The line that whoever is woken at night searches for; one for each call. */
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

    private final AuditWriter writer;
    private final StoreAvailability availability;
    private final AuditMeters meters;
    private final Duration timeout;

    OutcomeWriter(AuditWriter writer, StoreAvailability availability, AuditMeters meters, Duration timeout) {
        this.writer = writer;
        this.availability = availability;
        this.meters = meters;
        this.timeout = timeout;
    }

    /** Returns once the row is durable, or the time allowed for that is over: it stays queued until it is stored. */
    void store(AuditRow row) {
        var ticket = writer.submit(row);
        var state = ticket.await(patience(row));
        if (state == State.PENDING) {
            meters.late();
        }
        log(row, state);
    }

    /** Whoever was refused for want of an audit has waited for it already. */
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

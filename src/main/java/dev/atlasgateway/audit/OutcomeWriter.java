package dev.atlasgateway.audit;

import dev.atlasgateway.audit.PendingRow.State;
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

    private static final Set<Column> LOGGED = EnumSet.of(
            Column.ID,
            Column.REQUEST_ID,
            Column.TEAM,
            Column.CLIENT,
            Column.ADDRESS,
            Column.METHOD,
            Column.PATH,
            Column.OPERATION,
            Column.GROUP_ID,
            Column.INSTANCE,
            Column.DECIDED_BY,
            Column.ATLAS_STATUS,
            Column.OUTCOME,
            Column.STATUS,
            Column.ERROR_CODE,
            Column.TOTAL_US);

    private final AuditWriter writer;
    private final Availability availability;
    private final AuditMeters meters;
    private final Duration timeout;

    OutcomeWriter(AuditWriter writer, Availability availability, AuditMeters meters, Duration timeout) {
        this.writer = writer;
        this.availability = availability;
        this.meters = meters;
        this.timeout = timeout;
    }

    /** Returns once the row is durable, or the time allowed for that is over: it stays queued until it is stored. */
    void store(Row row) {
        var ticket = writer.submit(row);
        var state = ticket.await(patience(row));
        if (state == State.PENDING) {
            meters.late();
        }
        log(row, state);
    }

    /** Whoever was refused for want of an audit has waited for it already. */
    private Duration patience(Row row) {
        return Problem.GATEWAY_AUDIT_UNAVAILABLE.name().equals(row.get(Column.ERROR_CODE))
                ? Duration.ZERO
                : availability.patience(timeout);
    }

    private static void log(Row row, State state) {
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

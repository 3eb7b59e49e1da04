package dev.atlasgateway.audit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes orphans: intents that never got an outcome because their replica died. A change becomes unknown; a read becomes
 * failed, because it changed nothing.
 *
 * <p>Over all replicas exactly one outcome wins: the primary key decides. One replica searches at a time, and only in what
 * came since the last search, so the cost does not grow with the audit.
 *
 * <p>Only PostgreSQL's clock decides what is overdue: the time that an intent may take counts from when it was stored. So a
 * wrong clock of a replica does not close calls that are under way. If that clock is slow by more than {@link #OVERLAP}, the
 * orphans of its replica are not found.
 */
public final class OrphanCloser {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanCloser.class);

    /** How far each search reaches back before the last one: the most that the clocks of replicas may differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private static final String UNKNOWN = "unknown";

    private static final String CLAIM = "select until from audit_settled for update skip locked";

    private static final String CLOSE = """
            insert into audit (%s) select %s from audit i
            where i.stage = 'intent'
              and i.id >= (select audit_floor(until) from audit_settled)
              and i.recorded_at + (i.deadline - i.received_at) < now() - ? * interval '1 millisecond'
              and not exists (select from audit o where o.id = i.id and o.stage = 'outcome')
            on conflict (id, stage) do nothing
            returning id, request_id, outcome
            """.formatted(columns(AuditColumn::sql), columns(OrphanCloser::outcome));

    private static final String SETTLED =
            "update audit_settled set until = greatest(until, now() - ? * interval '1 millisecond')";

    private final AuditMeters meters;
    private final Duration after;
    private final Duration settled;

    /**
     * @param deadline how long a call may take
     * @param after how long after its deadline an outcome may still come
     */
    public OrphanCloser(AuditMeters meters, Duration deadline, Duration after) {
        this.meters = meters;
        this.after = after;
        this.settled = deadline.plus(after).plus(OVERLAP);
    }

    /** Closes the intents that are overdue. The connection must be in a transaction. */
    public void close(Connection connection) throws SQLException {
        try (var claim = connection.prepareStatement(CLAIM);
                var claimed = claim.executeQuery()) {
            if (claimed.next()) {
                closeOverdue(connection);
                settle(connection);
            }
        }
        connection.commit();
    }

    private void closeOverdue(Connection connection) throws SQLException {
        try (var end = connection.prepareStatement(CLOSE)) {
            end.setLong(1, after.toMillis());
            try (var ended = end.executeQuery()) {
                while (ended.next()) {
                    report(
                            ended.getString(1),
                            ended.getString(2),
                            ended.getString(3).equals(UNKNOWN));
                }
            }
        }
    }

    private void report(String id, String requestId, boolean inDoubt) {
        if (inDoubt) {
            meters.countOrphan();
            LOG.warn(
                    "Call {} (request {}) never ended: its change may have been made. Recorded as unknown.",
                    id,
                    requestId);
        } else {
            LOG.warn("Call {} (request {}) never ended: it only read. Recorded as failed.", id, requestId);
        }
    }

    private void settle(Connection connection) throws SQLException {
        try (var update = connection.prepareStatement(SETTLED)) {
            update.setLong(1, settled.toMillis());
            update.executeUpdate();
        }
    }

    private static String columns(Function<AuditColumn, String> word) {
        return Arrays.stream(AuditColumn.values()).map(word).collect(Collectors.joining(", "));
    }

    private static String outcome(AuditColumn column) {
        return switch (column) {
            case STAGE -> "'outcome'";
            case OUTCOME ->
                "case when i.resource is null then 'failed' else '" + UNKNOWN + "' end"; // only a change has one
            case RESOURCE, DEADLINE -> "null";
            default -> "i." + column.sql();
        };
    }
}

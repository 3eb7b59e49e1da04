package dev.atlasgateway.explain;

import dev.atlasgateway.problem.DecidedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams the recorded calls of a period. Reads only the columns that a replay needs, and keeps few rows in memory. Each
 * backtest has its own reader, which it can stop from another thread.
 */
final class AuditedCallReader {

    private static final Logger LOG = LoggerFactory.getLogger(AuditedCallReader.class);
    private static final String PERIOD =
            " from audit where stage = 'outcome' and id >= audit_floor(?) and id < audit_floor(?)";
    private static final String COLUMNS =
            "select request_id, received_at, team, client, operation, group_id, instance, decision, decided_by, change::text, id";
    private static final int FETCH_SIZE = 2_000;

    private final DataSource store;
    private final Set<Statement> running = ConcurrentHashMap.newKeySet();

    AuditedCallReader(DataSource store) {
        this.store = store;
    }

    /** Cancels the running queries, also while the database has not answered yet. */
    void stop() {
        for (var statement : running) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("Cannot cancel a query; it ends with its next row", e);
            }
        }
    }

    long count(Instant from, Instant until) throws SQLException {
        var counted = new long[1];
        read("select count(*)", from, until, row -> {
            counted[0] = row.getLong(1);
            return false;
        });
        return counted[0];
    }

    /** Passes each call to the consumer until it returns false. */
    void read(Instant from, Instant until, Predicate<AuditedCall> consumer) throws SQLException {
        read(COLUMNS, from, until, row -> consumer.test(call(row)));
    }

    private interface RowConsumer {
        boolean accept(ResultSet row) throws SQLException;
    }

    private void read(String select, Instant from, Instant until, RowConsumer consumer) throws SQLException {
        try (var connection = store.getConnection()) {
            connection.setAutoCommit(false); // otherwise the driver fetches all rows at once
            connection.setReadOnly(true);
            try (var query = connection.prepareStatement(select + PERIOD)) {
                query.setFetchSize(FETCH_SIZE);
                query.setObject(1, from.atOffset(ZoneOffset.UTC));
                query.setObject(2, until.atOffset(ZoneOffset.UTC));
                running.add(query);
                try (var rows = query.executeQuery()) {
                    while (rows.next() && consumer.accept(rows)) {}
                } finally {
                    running.remove(query);
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private static AuditedCall call(ResultSet row) throws SQLException {
        return new AuditedCall(
                row.getObject(11, UUID.class),
                row.getString(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8).equals("allowed"),
                DecidedBy.parse(row.getString(9)),
                row.getString(10));
    }
}

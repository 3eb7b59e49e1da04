package dev.atlasgateway.audit.store;

import dev.atlasgateway.store.PostgresSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Connection of the writer: opened when needed, closed when it fails. Used by one thread. */
public final class AuditStore {

    private static final String INSERT = AuditColumn.insert();
    private static final String INSERT_MISSING = AuditColumn.insertMissing();
    private static final String DUPLICATE = "23505";

    /** Outcomes of these calls that the orphan closer wrote: only it writes an outcome without a status. */
    private static final String GIVEN_UP =
            "select id from audit where id = any(?) and stage = 'outcome' and status is null";

    private static final String LEASES =
            "select resource, holder from repeat_lease where expires_at > clock_timestamp()";

    private final AuditPool pool;
    private final MonthlyPartitions partitions;
    private @Nullable Connection connection;

    public AuditStore(AuditPool pool, MonthlyPartitions partitions) {
        this.pool = pool;
        this.partitions = partitions;
    }

    /**
     * Stores rows in one commit. Rows that are stored already stay as they are. They are so rare that only a second attempt
     * looks for them, because that costs PostgreSQL a tenth more.
     *
     * @return the calls that were given up before their outcome came
     */
    Set<UUID> insert(List<AuditRow> rows) throws SQLException {
        var open = open();
        try {
            insert(open, INSERT, rows);
            return Set.of();
        } catch (SQLException e) {
            if (!DUPLICATE.equals(e.getSQLState())) {
                throw e;
            }
            return insert(open, INSERT_MISSING, rows) == rows.size() ? Set.of() : givenUp(open, rows);
        }
    }

    private int insert(Connection open, String sql, List<AuditRow> rows) throws SQLException {
        try (var insert = pool.statement(open, sql)) {
            insert.parameters().setArray(1, BinaryRows.of(rows, open));
            return insert.update();
        }
    }

    private Set<UUID> givenUp(Connection open, List<AuditRow> rows) throws SQLException {
        var ids = rows.stream().filter(AuditRow::isOutcome).map(AuditRow::id).toArray(UUID[]::new);
        try (var query = pool.statement(open, GIVEN_UP)) {
            query.parameters().setArray(1, open.createArrayOf("uuid", ids));
            try (var result = query.query()) {
                var found = new HashSet<UUID>();
                while (result.next()) {
                    found.add(result.getObject(1, UUID.class));
                }
                return found;
            }
        }
    }

    /** Returns the changes being retried, by resource. This is a separate statement, so that it sees earlier commits. */
    Map<String, List<UUID>> leases() throws SQLException {
        try (var query = pool.statement(open(), LEASES);
                var result = query.query()) {
            var leases = new HashMap<String, List<UUID>>();
            while (result.next()) {
                leases.computeIfAbsent(result.getString(1), resource -> new ArrayList<>())
                        .add(result.getObject(2, UUID.class));
            }
            return leases;
        }
    }

    /** Fails if nothing could be stored, also on a server that has become a read-only standby. */
    void probe() throws SQLException {
        try (var query = pool.statement(open(), "show transaction_read_only");
                var result = query.query()) {
            result.next();
            if (!result.getString(1).equals("off")) {
                throw new SQLException("the server is read-only", "25006");
            }
        }
    }

    private Connection open() throws SQLException {
        var open = connection;
        if (open == null) {
            open = pool.connection();
            connection = open;
            prepareThisMonth(open);
            PostgresSession.allowPreparedStatements(open);
            insert(open, INSERT, List.of()); // lets the driver ask for the type of rows, which it does once
        }
        return open;
    }

    private void prepareThisMonth(Connection open) throws SQLException {
        open.setAutoCommit(false);
        pool.limit(open);
        partitions.prepareThisMonth(open);
        open.commit();
        open.setAutoCommit(true);
    }

    public void close() {
        if (connection != null) {
            pool.discard(connection);
            connection = null;
        }
    }

    /** Returns whether a failure is due to the contents of the rows. Then other rows may be stored without them. */
    static boolean isAboutRows(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("22") || state.startsWith("54") || (state.startsWith("23") && !isMissingPartition(e));
    }

    /** PostgreSQL reports it as a check violation (23514) that names no constraint. */
    private static boolean isMissingPartition(SQLException e) {
        return e instanceof PSQLException failure
                && failure.getServerErrorMessage() != null
                && failure.getServerErrorMessage().getConstraint() == null
                && "23514".equals(e.getSQLState());
    }
}

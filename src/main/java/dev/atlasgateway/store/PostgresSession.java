package dev.atlasgateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Tells whether a connection has a session of PostgreSQL to itself. A pooler in transaction mode gives a session to another
 * connection after each transaction, so nothing that a statement needs may be in the session.
 */
public final class PostgresSession {

    /** The driver's own default, in executions of a statement. */
    private static final int PREPARED_AFTER = 5;

    private static final int ROUNDS = 3;

    private PostgresSession() {}

    /**
     * Lets the connection keep prepared statements in its session, unless another connection may get that session. Without
     * them, PostgreSQL parses and plans each statement anew.
     */
    public static void allowPreparedStatements(Connection connection) throws SQLException {
        if (isDirect(connection)) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(PREPARED_AFTER);
        }
    }

    /**
     * Returns whether the process that answers is the one that the server announced when the connection began. A pooler
     * makes that number up, because it must tell its clients apart when they cancel.
     */
    private static boolean isDirect(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID() == process(connection);
    }

    /** Returns whether a pooler gives the session of this open connection to another one of the same store. */
    static boolean isShared(Connection first, DataSource store) throws SQLException {
        if (isDirect(first)) {
            return false;
        }
        try (var second = store.getConnection()) {
            second.setAutoCommit(false);
            for (int round = 0; round < ROUNDS; round++) { // because other clients of the pooler move sessions too
                var before = process(first);
                if (process(second) == before || process(first) != before) {
                    return true;
                }
                second.rollback();
            }
            return false;
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        }
    }
}

package dev.atlasgateway.audit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Statement that brings its limits along. PostgreSQL runs both in one transaction, because they arrive in one message. So
 * nothing stays in a session that others may use after it, and it costs no second round trip.
 */
record LimitedStatement(PreparedStatement parameters) implements AutoCloseable {

    int update() throws SQLException {
        execute();
        return parameters.getUpdateCount();
    }

    ResultSet query() throws SQLException {
        execute();
        return parameters.getResultSet();
    }

    /** Executes, and skips the first result, which is of the limits. */
    private void execute() throws SQLException {
        parameters.execute();
        parameters.getMoreResults();
    }

    @Override
    public void close() throws SQLException {
        parameters.close();
    }
}

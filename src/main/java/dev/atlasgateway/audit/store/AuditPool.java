package dev.atlasgateway.audit.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.store.SecondaryPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Pool of a few connections to the gateway's database, for the audit only.
 *
 * <p>So queries of other parts cannot delay a record. Every wait has a time limit, so a server that hangs is noticed. It is
 * not a {@link DataSource}, so that only one of those can be injected.
 */
public final class AuditPool implements AutoCloseable {

    private static final int CONNECTIONS = 4; // one for the writer, one for maintenance, two for retries

    private final HikariDataSource pool;
    private final Duration timeout;

    private AuditPool(HikariDataSource pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    /**
     * Returns a pool with the address and credentials of the main one.
     *
     * @param timeout how long the server may take to connect, and for each answer
     */
    public static AuditPool beside(DataSource main, Duration timeout) {
        var settings = SecondaryPool.settings(main, "audit");
        SecondaryPool.setTimeout(settings, timeout);
        settings.setConnectionTimeout(Math.max(1_000, timeout.toMillis()));
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        return new AuditPool(new HikariDataSource(settings), timeout);
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Prepares a statement that is a transaction of its own, with the limits of this pool. */
    LimitedStatement statement(Connection connection, String sql) throws SQLException {
        return new LimitedStatement(connection.prepareStatement(limits(timeout) + ";" + sql));
    }

    /** Sets the limits of the transaction that the connection is in. They end with it. */
    void limit(Connection connection) throws SQLException {
        limit(connection, timeout);
    }

    static void limit(Connection connection, Duration timeout) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(limits(timeout));
        }
    }

    /** The server gives up when this side does, so that no statements pile up behind a lock. "Stored" means on disk. */
    private static String limits(Duration timeout) {
        return """
                select set_config('statement_timeout', '%d', true),
                    case current_setting('synchronous_commit')
                        when 'off' then set_config('synchronous_commit', 'on', true) end""".formatted(timeout.toMillis());
    }

    /** Closes a connection, so that the next one is opened anew, perhaps to another server. */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
    }
}

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

    private AuditPool(HikariDataSource pool) {
        this.pool = pool;
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
        settings.setConnectionInitSql(session(timeout));
        return new AuditPool(new HikariDataSource(settings));
    }

    /** The server gives up when this side does, lest statements pile up behind a lock; and "stored" means on disk. */
    private static String session(Duration timeout) {
        return """
                set statement_timeout = %d;
                set plan_cache_mode = force_generic_plan;
                select set_config('synchronous_commit', 'on', false)
                where current_setting('synchronous_commit') = 'off'
                """.formatted(timeout.toMillis());
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
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

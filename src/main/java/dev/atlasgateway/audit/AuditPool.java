package dev.atlasgateway.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The audit's own few connections to the gateway's database.
 *
 * <p>Nobody else's queries can keep a record from being stored, and a server that hangs is noticed: every wait for it
 * has an end. Not a {@link DataSource} itself, so that there remains one of those to inject.
 */
final class AuditPool implements AutoCloseable {

    private static final int CONNECTIONS = 4; // the writer's, one for upkeep, two for repetitions
    private static final long ONE_SECOND = 1_000;

    private final HikariDataSource pool;

    private AuditPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * A pool with the address and credentials of another.
     *
     * @param timeout how long the server may take to connect, and for each answer
     */
    static AuditPool beside(DataSource main, Duration timeout) {
        try {
            return new AuditPool(new HikariDataSource(config(main.unwrap(HikariDataSource.class), timeout)));
        } catch (SQLException e) {
            throw new IllegalStateException("the audit needs spring.datasource to be a HikariDataSource", e);
        }
    }

    private static HikariConfig config(HikariDataSource main, Duration timeout) {
        // as text: the driver passes over any other value without a word
        var seconds = Long.toString(Math.max(1, (timeout.toMillis() + ONE_SECOND - 1) / ONE_SECOND));
        var config = new HikariConfig();
        config.setPoolName("audit");
        config.setJdbcUrl(main.getJdbcUrl());
        config.setUsername(main.getUsername());
        config.setPassword(main.getPassword());
        config.setSchema(main.getSchema());
        config.setDataSourceProperties(main.getDataSourceProperties());
        config.addDataSourceProperty("connectTimeout", seconds);
        config.addDataSourceProperty("socketTimeout", seconds);
        config.addDataSourceProperty("ApplicationName", "atlas-gateway audit");
        config.setConnectionTimeout(Math.max(ONE_SECOND, timeout.toMillis()));
        config.setInitializationFailTimeout(-1); // the gateway starts without it, and refuses what it cannot record
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionInitSql(session(timeout));
        return config;
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

    /** Throws a connection away, so that the next one is made anew, perhaps to another server. */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
    }
}

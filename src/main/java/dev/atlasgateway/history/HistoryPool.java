package dev.atlasgateway.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A few connections that can only read, and not for long: however heavy a search is, callers' calls have theirs.
 *
 * <p>Not a {@link DataSource} itself, so that there remains one of those to inject.
 */
final class HistoryPool implements AutoCloseable {

    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private HistoryPool(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        transaction.setReadOnly(true);
    }

    /** A pool with the address and credentials of another. */
    static HistoryPool beside(DataSource main, HistoryProperties properties) {
        try {
            return new HistoryPool(new HikariDataSource(config(main.unwrap(HikariDataSource.class), properties)));
        } catch (SQLException e) {
            throw new IllegalStateException("the history needs spring.datasource to be a HikariDataSource", e);
        }
    }

    private static HikariConfig config(HikariDataSource main, HistoryProperties properties) {
        var config = new HikariConfig();
        config.setPoolName("history");
        config.setJdbcUrl(main.getJdbcUrl());
        config.setUsername(main.getUsername());
        config.setPassword(main.getPassword());
        config.setSchema(main.getSchema());
        config.setDataSourceProperties(main.getDataSourceProperties());
        config.addDataSourceProperty("ApplicationName", "atlas-gateway history");
        config.setInitializationFailTimeout(-1);
        config.setReadOnly(true);
        config.setMaximumPoolSize(properties.connections());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Math.max(250, properties.timeout().toMillis()));
        config.setConnectionInitSql(session(properties.timeout()));
        return config;
    }

    private static String session(Duration timeout) {
        return """
                set statement_timeout = %d;
                set jit = off;
                set plan_cache_mode = force_custom_plan
                """.formatted(timeout.toMillis());
    }

    /** Reads in one transaction, so that all its statements see the same. */
    <T> T read(Reading<T> reading) {
        return Objects.requireNonNull(transaction.execute(status -> reading.from(jdbc)));
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Some statements. */
    interface Reading<T> {
        T from(JdbcClient jdbc);
    }
}

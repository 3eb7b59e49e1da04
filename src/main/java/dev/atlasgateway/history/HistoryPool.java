package dev.atlasgateway.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.store.SecondaryPool;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pool of a few connections that can only read, with a time limit for each statement. Searches use no other connections,
 * so they never take one that a caller's call needs.
 *
 * <p>It is not a {@link DataSource}, so that only one of those can be injected.
 */
public final class HistoryPool implements AutoCloseable {

    /** Settings that end with the transaction, because the session may be shared. */
    private static final String LIMITS = """
            select set_config('statement_timeout', ?, true), set_config('jit', 'off', true),
                set_config('plan_cache_mode', 'force_custom_plan', true)""";

    private final HikariDataSource pool;
    private final Duration timeout;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private HistoryPool(HikariDataSource pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
        this.jdbc = JdbcClient.create(pool);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        transaction.setReadOnly(true);
    }

    /** Returns a pool with the address and credentials of the main one. */
    public static HistoryPool beside(DataSource main, int connections, Duration timeout) {
        var settings = SecondaryPool.settings(main, "history");
        settings.setReadOnly(true);
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(0);
        settings.setConnectionTimeout(Math.max(250, timeout.toMillis()));
        return new HistoryPool(new HikariDataSource(settings), timeout);
    }

    /** Reads in one transaction, so that all its statements see the same data. */
    public <T> T read(Function<JdbcClient, T> reading) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql(LIMITS).param(Long.toString(timeout.toMillis())).query().listOfRows();
            return reading.apply(jdbc);
        }));
    }

    @Override
    public void close() {
        pool.close();
    }
}

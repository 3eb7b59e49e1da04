package dev.atlasgateway.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.store.SecondaryPool;
import java.time.Duration;
import java.util.Objects;
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

    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private HistoryPool(HikariDataSource pool) {
        this.pool = pool;
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
        settings.setConnectionInitSql(session(timeout));
        return new HistoryPool(new HikariDataSource(settings));
    }

    private static String session(Duration timeout) {
        return """
                set statement_timeout = %d;
                set jit = off;
                set plan_cache_mode = force_custom_plan
                """.formatted(timeout.toMillis());
    }

    /** Reads in one transaction, so that all its statements see the same data. */
    public <T> T read(Reading<T> reading) {
        return Objects.requireNonNull(transaction.execute(status -> reading.from(jdbc)));
    }

    @Override
    public void close() {
        pool.close();
    }

    /** One or more statements that read. */
    public interface Reading<T> {
        T from(JdbcClient jdbc);
    }
}

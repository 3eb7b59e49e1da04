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
        var settings = SecondaryPool.settings(main, "history");
        settings.setReadOnly(true);
        settings.setMaximumPoolSize(properties.connections());
        settings.setMinimumIdle(0);
        settings.setConnectionTimeout(Math.max(250, properties.timeout().toMillis()));
        settings.setConnectionInitSql(session(properties.timeout()));
        return new HistoryPool(new HikariDataSource(settings));
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

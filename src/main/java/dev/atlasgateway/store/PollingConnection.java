package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A connection for looking, again and again, whether another replica changed something.
 *
 * <p>A server that is gone without a word is given up after a few seconds and looked for anew, where the other
 * connections, which large answers need too, would wait for it for minutes. Not a {@link DataSource} itself, so that
 * there remains one of those to inject.
 */
public final class PollingConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    private PollingConnection(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
    }

    /** One with the address and credentials of a pool. */
    public static PollingConnection beside(DataSource main) {
        var settings = SecondaryPool.settings(main, "lookout");
        SecondaryPool.bound(settings, PATIENCE);
        settings.setConnectionTimeout(PATIENCE.toMillis());
        settings.setMaximumPoolSize(1);
        return new PollingConnection(new HikariDataSource(settings));
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        pool.close();
    }
}

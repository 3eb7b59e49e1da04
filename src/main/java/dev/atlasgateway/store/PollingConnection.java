package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Connection that polls whether another replica has changed something.
 *
 * <p>If the server is gone silently, this connection gives up after a few seconds and connects again. The connections
 * of the main pool wait for minutes, because they also carry large results. This type is not a {@link DataSource}, so
 * that only one bean of that type exists.
 */
public final class PollingConnection implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    private PollingConnection(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
    }

    /** Creates a connection with the address and credentials of the main pool. */
    public static PollingConnection like(DataSource main) {
        var settings = SecondaryPool.settings(main, "polling");
        SecondaryPool.setTimeout(settings, TIMEOUT);
        settings.setConnectionTimeout(TIMEOUT.toMillis());
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

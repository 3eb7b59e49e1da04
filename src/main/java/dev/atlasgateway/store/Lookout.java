package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A connection for looking, again and again, whether another replica changed something.
 *
 * <p>A server that is gone without a word is given up after a few seconds and looked for anew, where the other
 * connections, which large answers need too, would wait for it for minutes. Not a {@link DataSource} itself, so that
 * there remains one of those to inject.
 */
public final class Lookout implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    private Lookout(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
    }

    /** One with the address and credentials of a pool. */
    public static Lookout beside(DataSource main) {
        try {
            return new Lookout(new HikariDataSource(config(main.unwrap(HikariDataSource.class))));
        } catch (SQLException e) {
            throw new IllegalStateException("the lookout needs spring.datasource to be a HikariDataSource", e);
        }
    }

    private static HikariConfig config(HikariDataSource main) {
        var seconds = Long.toString(PATIENCE_SECONDS); // as text: the driver passes over any other value without a word
        var config = new HikariConfig();
        config.setPoolName("lookout");
        config.setJdbcUrl(main.getJdbcUrl());
        config.setUsername(main.getUsername());
        config.setPassword(main.getPassword());
        config.setSchema(main.getSchema());
        config.setDataSourceProperties(main.getDataSourceProperties());
        config.addDataSourceProperty("connectTimeout", seconds);
        config.addDataSourceProperty("socketTimeout", seconds);
        config.addDataSourceProperty("ApplicationName", "atlas-gateway lookout");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(PATIENCE_SECONDS * 1_000);
        config.setMaximumPoolSize(1);
        return config;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        pool.close();
    }
}

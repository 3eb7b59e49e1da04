package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Settings of a pool beside that of {@code spring.datasource}: its address and credentials, and bounds of its own. */
public final class SecondaryPool {

    private SecondaryPool() {}

    /**
     * Those of a pool that the gateway starts without, if PostgreSQL is away.
     *
     * @param name the pool's, and in PostgreSQL's views its connections' after {@code atlas-gateway}
     */
    public static HikariConfig settings(DataSource main, String name) {
        var from = pool(main);
        var settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setJdbcUrl(from.getJdbcUrl());
        settings.setUsername(from.getUsername());
        settings.setPassword(from.getPassword());
        settings.setSchema(from.getSchema());
        settings.setDataSourceProperties(from.getDataSourceProperties());
        settings.addDataSourceProperty("ApplicationName", "atlas-gateway " + name);
        settings.setInitializationFailTimeout(-1);
        return settings;
    }

    /** How long the server may take to connect, and for each answer; in whole seconds, rounded up. */
    public static void bound(HikariConfig settings, Duration patience) {
        // as text: the driver passes over any other value without a word
        var seconds = Long.toString(Math.max(1, Math.ceilDiv(patience.toMillis(), 1_000)));
        settings.addDataSourceProperty("connectTimeout", seconds);
        settings.addDataSourceProperty("socketTimeout", seconds);
    }

    private static HikariDataSource pool(DataSource main) {
        try {
            return main.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("spring.datasource has to be a HikariDataSource", e);
        }
    }
}

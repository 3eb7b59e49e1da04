package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Settings of a pool besides {@code spring.datasource}: the same address and credentials, with limits of its own. */
public final class SecondaryPool {

    private SecondaryPool() {}

    /**
     * Returns settings of a pool. The gateway starts even if this pool cannot connect yet.
     *
     * @param name name of the pool; PostgreSQL shows its connections as {@code atlas-gateway <name>}
     */
    public static HikariConfig settings(DataSource main, String name) {
        var source = pool(main);
        var settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setJdbcUrl(without("ApplicationName", source.getJdbcUrl()));
        settings.setUsername(source.getUsername());
        settings.setPassword(source.getPassword());
        settings.setCredentialsProvider(source.getCredentialsProvider());
        settings.setSchema(source.getSchema());
        settings.setDataSourceProperties(source.getDataSourceProperties());
        settings.addDataSourceProperty("ApplicationName", "atlas-gateway " + name);
        settings.setInitializationFailTimeout(-1);
        return settings;
    }

    /** Limits how long the server may take to connect and for each result, in whole seconds, rounded up. */
    public static void setTimeout(HikariConfig settings, Duration timeout) {
        // as text, because the driver silently ignores any other value
        var seconds = Long.toString(Math.max(1, Math.ceilDiv(timeout.toMillis(), 1_000)));
        settings.setJdbcUrl(without("connectTimeout|socketTimeout", settings.getJdbcUrl()));
        settings.addDataSourceProperty("connectTimeout", seconds);
        settings.addDataSourceProperty("socketTimeout", seconds);
    }

    /** Removes parameters of the URL, because for the driver they count more than properties with the same names. */
    static String without(String parameters, String url) {
        return url.replaceAll("(?<=[?&])(" + parameters + ")=[^&]*&?", "");
    }

    static HikariDataSource pool(DataSource main) {
        try {
            return main.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("spring.datasource must be a HikariDataSource", e);
        }
    }
}

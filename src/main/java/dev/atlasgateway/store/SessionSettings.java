package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Settings of the pool and its driver that act on each session, which a pooler in transaction mode would give to others.
 *
 * @param names those that are set
 */
record SessionSettings(DriverManagerDataSource store, List<String> names) {

    /** Parameters of the driver that act on a session. */
    private static final List<String> OF_THE_DRIVER =
            List.of("currentSchema", "options", "prepareThreshold", "readOnlyMode");

    /** The value of {@code prepareThreshold} with which no statement stays in the session. */
    private static final String NEVER = "0";

    static SessionSettings of(HikariDataSource main) {
        var values = new TreeMap<String, @Nullable Object>();
        values.put("spring.datasource.hikari.schema", main.getSchema());
        values.put("spring.datasource.hikari.connection-init-sql", main.getConnectionInitSql());
        values.put("spring.datasource.hikari.transaction-isolation", main.getTransactionIsolation());
        var url = Objects.requireNonNullElseGet(Driver.parseURL(main.getJdbcUrl(), null), Properties::new);
        for (var name : OF_THE_DRIVER) {
            values.put(name + " in spring.datasource.url", url.get(name));
            values.put(
                    "spring.datasource.hikari.data-source-properties." + name,
                    main.getDataSourceProperties().get(name));
        }
        values.values().removeIf(value -> value == null || value.toString().equals(NEVER));
        return new SessionSettings(
                MigrationDataSourceCustomizer.migrationDataSource(main), List.copyOf(values.keySet()));
    }

    /** Returns null if every connection keeps its session, or no setting needs that. */
    @Nullable
    StoreFault fault() throws SQLException {
        if (names.isEmpty()) {
            return null;
        }
        try (var connection = store.getConnection()) {
            return PostgresSession.isShared(connection, store) ? StoreFault.sharedSessions(names) : null;
        }
    }
}

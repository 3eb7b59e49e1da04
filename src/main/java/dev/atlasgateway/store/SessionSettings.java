package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Settings of the pool that act on each session, which a pooler in transaction mode would give to others.
 *
 * @param names those that are set
 */
record SessionSettings(DriverManagerDataSource store, List<String> names) {

    static SessionSettings of(HikariDataSource main) {
        var values = new HashMap<String, @Nullable String>();
        values.put("schema", main.getSchema());
        values.put("connection-init-sql", main.getConnectionInitSql());
        values.put("transaction-isolation", main.getTransactionIsolation());
        values.values().removeIf(Objects::isNull);
        var names = values.keySet().stream().sorted().map("spring.datasource.hikari."::concat);
        return new SessionSettings(MigrationDataSourceCustomizer.like(main), names.toList());
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

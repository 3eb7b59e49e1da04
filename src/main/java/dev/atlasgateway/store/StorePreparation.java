package dev.atlasgateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Makes the first use of PostgreSQL: checks whether the gateway can work with it, then migrates the schema.
 *
 * <p>The checks come first, because a migration that fails halfway leaves the ones before it applied. A failover takes a
 * while, so a start waits for its end.
 */
final class StorePreparation implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(StorePreparation.class);

    /** A release of {@code server_version_num}: 14.0. */
    static final int OLDEST_VERSION = 140_000;

    private final SessionSettings session;
    private final Duration patience;
    private final Duration pause;

    /**
     * @param session settings of the pool that not every pooler allows
     * @param patience how long to wait for a PostgreSQL that is away
     * @param pause how long between two attempts
     */
    StorePreparation(SessionSettings session, Duration patience, Duration pause) {
        this.session = session;
        this.patience = patience;
        this.pause = pause;
    }

    /** @throws UnusableStoreException if PostgreSQL cannot be used */
    @Override
    public void migrate(Flyway flyway) {
        var began = System.nanoTime();
        for (var fault = attempt(flyway); fault != null; fault = attempt(flyway)) {
            if (!fault.passing() || System.nanoTime() - began >= patience.toNanos()) {
                throw fault.toException();
            }
            LOG.warn("{} The start waits up to {} seconds for it.", fault.sentence(), patience.toSeconds());
            sleep();
        }
    }

    /** Returns null if the schema is ready. */
    private @Nullable StoreFault attempt(Flyway flyway) {
        try {
            var fault = session.fault();
            return fault == null ? migrated(flyway) : fault;
        } catch (SQLException e) {
            return StoreFault.of(e);
        }
    }

    private @Nullable StoreFault migrated(Flyway flyway) {
        var store = flyway.getConfiguration().getDataSource();
        var fault = migrated(flyway, store);
        var hasOwnAddress = store instanceof AbstractDriverBasedDataSource own
                && !Objects.equals(own.getUrl(), session.store().getUrl());
        return fault != null && hasOwnAddress ? fault.forMigrations() : fault;
    }

    private static @Nullable StoreFault migrated(Flyway flyway, DataSource store) {
        try {
            var fault = fault(store);
            if (fault == null) {
                flyway.migrate();
            }
            return fault;
        } catch (DataAccessException | FlywayException | SQLException e) {
            return StoreFault.of(e);
        }
    }

    private static @Nullable StoreFault fault(DataSource store) throws SQLException {
        try (var connection = store.getConnection()) {
            var fault = facts(connection).fault();
            return fault == null && PostgresSession.isShared(connection, store) ? StoreFault.sharedSessions() : fault;
        }
    }

    private static Facts facts(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql("""
                        select current_setting('server_version_num')::int as version_number,
                            current_setting('server_version') as version,
                            pg_is_in_recovery() as standby,
                            current_setting('transaction_read_only')::boolean as read_only,
                            coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
                            current_schema() as schema""")
                .query(Facts.class)
                .single();
    }

    private void sleep() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
        }
    }

    /** What PostgreSQL says about itself. */
    record Facts(
            int versionNumber,
            String version,
            boolean standby,
            boolean readOnly,
            boolean mayCreate,
            @Nullable String schema) {

        /** Returns null if the gateway can work with it. */
        @Nullable
        StoreFault fault() {
            if (versionNumber < OLDEST_VERSION) {
                return StoreFault.tooOld(version, OLDEST_VERSION / 10_000);
            }
            if (standby) {
                return StoreFault.readOnly("it is a standby.");
            }
            if (readOnly) {
                return StoreFault.readOnly("default_transaction_read_only is on.");
            }
            return mayCreate
                    ? null
                    : StoreFault.missingRight("it may not create tables in the schema %s."
                            .formatted(schema == null ? "of its search_path" : schema));
        }
    }
}

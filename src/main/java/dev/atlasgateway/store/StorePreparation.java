package dev.atlasgateway.store;

import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    private final Duration patience;
    private final Duration pause;

    /**
     * @param patience how long to wait for a PostgreSQL that is away
     * @param pause how long between two attempts
     */
    StorePreparation(Duration patience, Duration pause) {
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
    private static @Nullable StoreFault attempt(Flyway flyway) {
        try {
            var fault = facts(flyway.getConfiguration().getDataSource()).fault();
            if (fault == null) {
                flyway.migrate();
            }
            return fault;
        } catch (DataAccessException | FlywayException e) {
            return StoreFault.of(e);
        }
    }

    private static Facts facts(DataSource store) {
        return JdbcClient.create(store).sql("""
                        select current_setting('server_version_num')::int as version_number,
                            current_setting('server_version') as version,
                            pg_is_in_recovery() as standby,
                            current_setting('transaction_read_only')::boolean as read_only,
                            coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
                            current_schema() as schema""").query(Facts.class).single();
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

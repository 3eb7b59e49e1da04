package dev.atlasgateway.audit.store;

import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases in PostgreSQL that decide which goes first: the retry of a change, or a newer change.
 *
 * <p>The retry stores its lease, then looks for newer intents. A newer change stores its intent, then looks for leases
 * ({@link HeldIntents}). Each step is a transaction of its own, so at least one of the two sees the other. Both may give
 * way; that is harmless.
 */
public final class RetryLeases implements StaleRetryGuard {

    /** How long a lease lasts after the deadline, if its replica dies. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RetryLeases.class);

    private static final String TAKE = """
            insert into repeat_lease (holder, resource, expires_at)
            values (?, ?, clock_timestamp() + ? * interval '1 millisecond')
            on conflict (holder) do update set expires_at = excluded.expires_at
            """;

    /** Returns no row if the intent itself is not found: then nothing is known, and the change is not retried. */
    private static final String IS_NEWEST = """
            select not exists (select from audit newer where newer.resource = mine.resource and newer.seq > mine.seq)
            from audit mine where mine.id = ? and mine.stage = 'intent'
            """;

    private static final String RELEASE = "delete from repeat_lease where holder = ?";

    private final AuditPool pool;
    private final InstantSource clock;

    public RetryLeases(AuditPool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public <T> Optional<T> runUnlessStale(Intent intent, Supplier<T> retry) {
        try {
            return mayRetry(intent) ? Optional.of(retry.get()) : Optional.empty();
        } finally {
            release(intent);
        }
    }

    private boolean mayRetry(Intent intent) {
        var left = Duration.between(clock.instant(), intent.deadline());
        if (left.isNegative()) {
            return false;
        }
        try (var connection = pool.connection()) {
            take(connection, intent, left.plus(MARGIN));
            return isNewest(connection, intent) && clock.instant().isBefore(intent.deadline());
        } catch (SQLException e) {
            LOG.warn(
                    "Change {} is not retried: the gateway cannot find out whether there is a newer one.",
                    intent.id(),
                    e);
            return false;
        }
    }

    private void take(Connection connection, Intent intent, Duration duration) throws SQLException {
        try (var take = pool.statement(connection, TAKE)) {
            take.parameters().setObject(1, intent.id());
            take.parameters().setString(2, intent.request().resource());
            take.parameters().setLong(3, duration.toMillis());
            take.update();
        }
    }

    private boolean isNewest(Connection connection, Intent intent) throws SQLException {
        try (var query = pool.statement(connection, IS_NEWEST)) {
            query.parameters().setObject(1, intent.id());
            try (var result = query.query()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private void release(Intent intent) {
        try (var connection = pool.connection();
                var release = pool.statement(connection, RELEASE)) {
            release.parameters().setObject(1, intent.id());
            release.update();
        } catch (SQLException e) {
            LOG.warn("The lease of change {} could not be released; it expires by itself.", intent.id(), e);
        }
    }
}

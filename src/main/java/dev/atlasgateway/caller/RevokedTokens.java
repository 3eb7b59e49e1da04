package dev.atlasgateway.caller;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The gateway's tokens that were given back before they expired: kept in PostgreSQL, asked for in memory.
 *
 * <p>What another replica revokes is known here within a second. While the database is away, what is known stays known.
 */
final class RevokedTokens implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RevokedTokens.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final JdbcClient database;
    private final InstantSource clock;
    private final ConcurrentMap<String, Instant> expiries = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledExecutorService looking;
    private String seen = "0";
    private boolean away;

    RevokedTokens(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    boolean contains(String tokenId) {
        return expiries.containsKey(tokenId);
    }

    /**
     * Revokes a token, here at once.
     *
     * @return whether it was not revoked before
     * @throws DataAccessException if that could not be stored; then nothing is revoked
     */
    boolean add(String tokenId, Instant expiresAt) {
        var stored = database.sql(
                        "insert into revoked_token (token_id, expires_at) values (?, ?) on conflict do nothing")
                .params(tokenId, Timestamp.from(expiresAt))
                .update();
        expiries.put(tokenId, expiresAt);
        return stored == 1;
    }

    /** Learns what is revoked before the first call is served; without that knowledge none is. */
    @Override
    public void start() {
        look();
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("revoked-tokens").factory());
        executor.scheduleWithFixedDelay(
                () -> unlessAway(this::look),
                BETWEEN_LOOKS.toMillis(),
                BETWEEN_LOOKS.toMillis(),
                TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(
                () -> unlessAway(this::purge), 0, BETWEEN_PURGES.toMillis(), TimeUnit.MILLISECONDS);
        looking = executor;
    }

    @Override
    public void stop() {
        var executor = looking;
        if (executor != null) {
            executor.shutdownNow();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    /** Before the web server, which starts in the phase after this. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    /**
     * Reads what may have become visible since the last look: whatever a transaction wrote that was not over by then.
     * Rows come twice at times, which does no harm; none is passed over.
     */
    private void look() {
        database.sql("""
                        select token_id, expires_at, pg_snapshot_xmin(pg_current_snapshot())::text as oldest_running
                        from revoked_token where revoked_in >= cast(? as xid8)""").param(seen).query(this::remember);
    }

    private void remember(ResultSet row) throws SQLException {
        expiries.put(row.getString("token_id"), row.getTimestamp("expires_at").toInstant());
        seen = row.getString("oldest_running");
    }

    /** The margin is for replicas whose clocks are behind the database's, or are set back. */
    private void purge() {
        expiries.values().removeIf(clock.instant().minus(MARGIN)::isAfter);
        database.sql("delete from revoked_token where expires_at < now() - make_interval(secs => ?)")
                .param(MARGIN.toSeconds())
                .update();
    }

    private void unlessAway(Runnable work) {
        try {
            work.run();
            if (away) {
                LOG.info("Revoked tokens can be read again");
            }
            away = false;
        } catch (RuntimeException e) { // whatever it is, it must not end the looking
            if (!away) {
                LOG.warn(
                        "Revoked tokens cannot be read; those known stay revoked: {}",
                        NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            }
            away = true;
        }
    }
}

package dev.atlasgateway.caller.token;

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
 * The revoked tokens of the gateway, stored in PostgreSQL and cached in memory.
 *
 * <p>A replica learns within a second what another replica revoked. While PostgreSQL is not available, the known tokens
 * stay revoked.
 */
public final class RevokedTokens implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RevokedTokens.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);
    private static final Duration PURGE_DELAY = Duration.ofMinutes(5);

    private final JdbcClient database;
    private final InstantSource clock;
    private final ConcurrentMap<String, Instant> expiries = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledExecutorService poller;
    private String oldestRunning = "0";
    private boolean failing;

    RevokedTokens(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    boolean contains(String tokenId) {
        return expiries.containsKey(tokenId);
    }

    /**
     * Revokes a token, on this replica at once.
     *
     * @return true if the token was not revoked before
     * @throws DataAccessException if PostgreSQL did not store the revocation; then the token is not revoked
     */
    public boolean revoke(String tokenId, Instant expiresAt) {
        var stored = database.sql(
                        "insert into revoked_token (token_id, expires_at) values (?, ?) on conflict do nothing")
                .params(tokenId, Timestamp.from(expiresAt))
                .update();
        expiries.put(tokenId, expiresAt);
        return stored == 1;
    }

    /** Reads the revoked tokens before the gateway serves the first call. Fails the start if they cannot be read. */
    @Override
    public void start() {
        poll();
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("revoked-tokens").factory());
        executor.scheduleWithFixedDelay(
                () -> runLoggingFailure(this::poll),
                POLL_INTERVAL.toMillis(),
                POLL_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(
                () -> runLoggingFailure(this::purge), 0, PURGE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        poller = executor;
    }

    @Override
    public void stop() {
        var executor = poller;
        if (executor != null) {
            executor.shutdownNow();
            poller = null;
        }
    }

    @Override
    public boolean isRunning() {
        return poller != null;
    }

    /** Starts before the web server, which starts in the next phase. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    /**
     * Reads the rows of every transaction that was not finished at the last poll. It may read a row twice, but misses
     * none.
     */
    private void poll() {
        database.sql("""
                        select token_id, expires_at, pg_snapshot_xmin(pg_current_snapshot())::text as oldest_running
                        from revoked_token where revoked_in >= cast(? as xid8)""").param(oldestRunning).query(this::cache);
    }

    private void cache(ResultSet row) throws SQLException {
        expiries.put(row.getString("token_id"), row.getTimestamp("expires_at").toInstant());
        oldestRunning = row.getString("oldest_running");
    }

    /** Deletes expired tokens after a delay, because the clock of a replica may be behind the clock of PostgreSQL. */
    private void purge() {
        expiries.values().removeIf(clock.instant().minus(PURGE_DELAY)::isAfter);
        database.sql("delete from revoked_token where expires_at < now() - make_interval(secs => ?)")
                .param(PURGE_DELAY.toSeconds())
                .update();
    }

    private void runLoggingFailure(Runnable work) {
        try {
            work.run();
            if (failing) {
                LOG.info("Revoked tokens can be read again");
            }
            failing = false;
        } catch (RuntimeException e) { // must not end the poller
            if (!failing) {
                LOG.warn(
                        "Revoked tokens cannot be read. The known ones stay revoked: {}",
                        NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            }
            failing = true;
        }
    }
}

package dev.atlasgateway.caller.token;

import dev.atlasgateway.store.Polling;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The revoked tokens of the gateway, stored in PostgreSQL and cached in memory.
 *
 * <p>A replica learns within a second what another replica revoked. While PostgreSQL is not available, the known tokens
 * stay revoked.
 */
public final class RevokedTokens {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);
    private static final Duration PURGE_DELAY = Duration.ofMinutes(5);

    private final JdbcClient store;
    private final JdbcClient polling;
    private final InstantSource clock;
    private final ConcurrentMap<String, Instant> expiries = new ConcurrentHashMap<>();
    private String oldestRunning = "0";

    /** @param polling the connection of polls, which revocations must not delay: the poll for a newer policy uses it too */
    RevokedTokens(JdbcClient store, JdbcClient polling, InstantSource clock) {
        this.store = store;
        this.polling = polling;
        this.clock = clock;
    }

    public boolean contains(String tokenId) {
        return expiries.containsKey(tokenId);
    }

    /**
     * Revokes a token, on this replica at once.
     *
     * @return true if the token was not revoked before
     * @throws DataAccessException if PostgreSQL did not store the revocation; then the token is not revoked
     */
    public boolean revoke(String tokenId, Instant expiresAt) {
        var stored = store.sql("insert into revoked_token (token_id, expires_at) values (?, ?) on conflict do nothing")
                .params(tokenId, Timestamp.from(expiresAt))
                .update();
        expiries.put(tokenId, expiresAt);
        return stored == 1;
    }

    /** Returns the polling of what other replicas revoke. The start fails if that cannot be read. */
    Polling polling() {
        return Polling.beforeServing("revoked-tokens", this::poll, this::poll, POLL_INTERVAL);
    }

    Polling purging() {
        return Polling.beforeServing("purge-of-revoked-tokens", this::purge, this::purge, PURGE_INTERVAL);
    }

    /**
     * Reads the rows of every transaction that was not finished at the last poll. It may read a row twice, but misses
     * none.
     */
    private void poll() {
        polling.sql("""
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
        polling.sql("delete from revoked_token where expires_at < now() - make_interval(secs => ?)")
                .param(PURGE_DELAY.toSeconds())
                .update();
    }
}

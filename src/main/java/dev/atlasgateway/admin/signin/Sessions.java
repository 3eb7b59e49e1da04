package dev.atlasgateway.admin.signin;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who is signed in, kept in PostgreSQL.
 *
 * <p>It is what all replicas share anyway: a session outlives each of them and needs neither sticky routing nor a key to
 * sign it with, signing out ends it everywhere at once, and a replica of another version reads it, as nothing is
 * serialised. The price is one look-up per request of the admin side. The store knows a session's secret only as a hash.
 */
final class Sessions {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final Duration BETWEEN_TOUCHES = Duration.ofMinutes(1);

    private final JdbcClient store;
    private final SigninProperties.Session lengths;
    private final SignInJournal journal;
    private final LocalAdmin bootstrap;
    private final InstantSource clock;

    Sessions(
            JdbcClient store,
            SigninProperties.Session lengths,
            SignInJournal journal,
            LocalAdmin bootstrap,
            InstantSource clock) {
        this.store = store;
        this.bootstrap = bootstrap;
        this.lengths = lengths;
        this.journal = journal;
        this.clock = clock;
    }

    /** What a session is good for; one kind's secret is nothing to the other. */
    enum Kind {
        CONSOLE(""),
        API("agw_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        boolean made(String secret) {
            return secret.startsWith("agw_") == (this == API);
        }
    }

    /** @return the new session's secret, 256 random bits */
    String begin(Admin admin, Kind kind, SignInSource whence) {
        journal.accepted(admin, whence);
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        var secret = kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant();
        store.sql("delete from admin_session where ends_at < ?")
                .param(Timestamp.from(now))
                .update();
        store.sql(
                        "insert into admin_session (id, name, roles, teams, seen_at, idle_until, ends_at, password_seal) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id(secret),
                        admin.name(),
                        admin.roles().stream().map(AdminRole::name).toArray(String[]::new),
                        admin.teams().toArray(String[]::new),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(kind == Kind.API ? lengths.token() : lengths.idle())),
                        Timestamp.from(now.plus(kind == Kind.API ? lengths.token() : lengths.longest())))
                .param(whence.byPassword() ? bootstrap.seal(secret) : null)
                .update();
        return secret;
    }

    /**
     * The admin whose session the secret is, if it has not ended; for a console session that is a sign of life.
     *
     * <p>One that a password opened ends with that password, and with the local admin.
     */
    @Nullable
    Admin find(String secret, Kind kind) {
        if (!kind.made(secret)) {
            return null;
        }
        var now = clock.instant();
        var found = store.sql(
                        "select name, roles, teams, seen_at, password_seal from admin_session where id = ? and idle_until > ? and ends_at > ?")
                .params(id(secret), Timestamp.from(now), Timestamp.from(now))
                .query(Found::of)
                .optional()
                .orElse(null);
        if (found == null || !stillOpens(found, secret)) {
            return null;
        }
        if (kind == Kind.CONSOLE
                && found.seenAt().toInstant().plus(BETWEEN_TOUCHES).isBefore(now)) {
            store.sql("update admin_session set seen_at = ?, idle_until = ? where id = ?")
                    .params(Timestamp.from(now), Timestamp.from(now.plus(lengths.idle())), id(secret))
                    .update();
        }
        return found.admin();
    }

    /** Without a seal somebody else vouched, or a replica of a version that knew none, which is nothing for the local admin. */
    private boolean stillOpens(Found found, String secret) {
        if (found.seal() == null) {
            return !bootstrap.isCalled(found.admin().name());
        }
        var present = bootstrap.seal(secret);
        return present != null && MessageDigest.isEqual(found.seal(), present);
    }

    void end(String secret) {
        store.sql("delete from admin_session where id = ? returning name")
                .param(id(secret))
                .query(String.class)
                .optional()
                .ifPresent(journal::left);
    }

    private static byte[] id(String secret) {
        return Sha256.of(secret);
    }

    private record Found(Admin admin, Timestamp seenAt, byte @Nullable [] seal) {

        static Found of(ResultSet row, int number) throws SQLException {
            var roles = strings(row, "roles").stream().map(AdminRole::valueOf).collect(Collectors.toSet());
            return new Found(
                    new Admin(row.getString("name"), roles, Set.copyOf(strings(row, "teams"))),
                    row.getTimestamp("seen_at"),
                    row.getBytes("password_seal"));
        }

        private static List<String> strings(ResultSet row, String column) throws SQLException {
            return List.of((String[]) row.getArray(column).getArray());
        }
    }
}

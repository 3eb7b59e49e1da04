package dev.atlasgateway.admin.signin.session;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.admin.signin.ProviderLogout;
import dev.atlasgateway.admin.signin.ProviderSession;
import dev.atlasgateway.admin.signin.SignInJournal;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.SignInSource;
import dev.atlasgateway.admin.signin.local.LocalAdmin;
import dev.atlasgateway.policy.Sha256;
import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.stereotype.Component;

/**
 * Stores the sessions of signed-in admins in PostgreSQL, which all replicas share.
 *
 * <p>A session outlives a replica and needs neither sticky routing nor a signing key. Signing out ends it on all replicas
 * at once. It has no serialized objects, so a replica of another version can read it. Every request of the admin side
 * costs one query. PostgreSQL stores only a hash of the session's secret.
 */
@Component
public record SessionRepository(
        JdbcClient store,
        SignInProperties properties,
        SignInJournal journal,
        LocalAdmin localAdmin,
        InstantSource clock) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);

    /** Begins a session and returns its secret of 256 random bits. */
    public String begin(Admin admin, SessionType type, SignInSource source) {
        journal.recordSignIn(admin, source);
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        var secret = type.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var lifetimes = properties.session();
        var now = clock.instant();
        var provider = source.provider();
        store.sql("delete from admin_session where ends_at < least(?, now())") // this clock may be ahead
                .param(Timestamp.from(now))
                .update();
        store.sql(
                        "insert into admin_session (id, name, roles, teams, seen_at, idle_until, ends_at, password_seal, registration, issuer, subject, provider_session, id_token) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id(secret),
                        admin.name(),
                        admin.roles().stream().map(AdminRole::name).toArray(String[]::new),
                        admin.teams().toArray(String[]::new),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(type == SessionType.API ? lifetimes.token() : lifetimes.idle())),
                        Timestamp.from(now.plus(type == SessionType.API ? lifetimes.token() : lifetimes.longest())))
                .param(source.isByPassword() ? localAdmin.passwordSeal(secret) : null)
                .param(provider == null ? null : provider.registration())
                .param(provider == null ? null : provider.issuer())
                .param(provider == null ? null : provider.subject())
                .param(provider == null ? null : provider.sessionId())
                .param(provider == null ? null : IdTokenCipher.encrypt(provider.idToken(), secret))
                .update();
        return secret;
    }

    /**
     * Returns the admin of a session that has not ended, or null. Extends the idle time of a console session.
     *
     * <p>A session of the local admin ends if the password changes or the local admin is disabled.
     */
    public @Nullable Admin find(String secret, SessionType type) {
        if (!type.hasForm(secret)) {
            return null;
        }
        var now = clock.instant();
        var session = store.sql(
                        "select name, roles, teams, issuer, subject, seen_at, password_seal from admin_session where id = ? and idle_until > ? and ends_at > ?")
                .params(id(secret), Timestamp.from(now), Timestamp.from(now))
                .query(StoredSession::of)
                .optional()
                .orElse(null);
        if (session == null || !isStillValid(session, secret)) {
            return null;
        }
        if (type == SessionType.CONSOLE
                && session.seenAt().toInstant().plus(TOUCH_INTERVAL).isBefore(now)) {
            store.sql("update admin_session set seen_at = ?, idle_until = ? where id = ?")
                    .params(
                            Timestamp.from(now),
                            Timestamp.from(now.plus(properties.session().idle())),
                            id(secret))
                    .update();
        }
        return session.admin();
    }

    /** Returns the admin of the console session that the request belongs to, or null if it belongs to none. */
    public @Nullable Admin find(HttpServletRequest request) {
        var secret = ConsoleCookie.SESSION.read(request);
        return secret == null ? null : find(secret, SessionType.CONSOLE);
    }

    /**
     * A session without a seal comes from an OpenID provider, or from a replica of an older version. The local admin must
     * not have one without a seal.
     */
    private boolean isStillValid(StoredSession session, String secret) {
        if (session.seal() == null) {
            return !localAdmin.hasName(session.admin().name());
        }
        var present = localAdmin.passwordSeal(secret);
        return present != null && MessageDigest.isEqual(session.seal(), present);
    }

    /** Ends a session. Returns the session at the OpenID provider that opened it, or null if there is none. */
    public @Nullable ProviderSession end(String secret) {
        var ended = store.sql(
                        "delete from admin_session where id = ? returning name, registration, issuer, subject, provider_session, id_token")
                .param(id(secret))
                .query((row, number) -> new EndedSession(row.getString("name"), providerSession(row, secret)))
                .optional()
                .orElse(null);
        if (ended == null) {
            return null;
        }
        journal.recordSignOut(ended.name());
        return ended.provider();
    }

    /** Ends the sessions that a session at an OpenID provider opened. Returns how many these are. */
    public int end(ProviderLogout logout) {
        var names = store.sql(
                        "delete from admin_session where registration = ? and issuer = ? and case when cast(? as text) is null then subject = ? else provider_session = ? end returning name")
                .param(logout.registration())
                .param(logout.issuer())
                .param(logout.sessionId())
                .param(logout.subject())
                .param(logout.sessionId())
                .query(String.class)
                .list();
        names.forEach(name -> journal.recordSignOutAtProvider(name, logout.registration()));
        return names.size();
    }

    private static byte[] id(String secret) {
        return Sha256.of(secret);
    }

    private static @Nullable ProviderSession providerSession(ResultSet row, String secret) throws SQLException {
        var idToken = row.getBytes("id_token");
        return idToken == null
                ? null
                : new ProviderSession(
                        row.getString("registration"),
                        row.getString("issuer"),
                        row.getString("subject"),
                        row.getString("provider_session"),
                        IdTokenCipher.decrypt(idToken, secret));
    }

    private record EndedSession(String name, @Nullable ProviderSession provider) {}

    private record StoredSession(Admin admin, Timestamp seenAt, byte @Nullable [] seal) {

        static StoredSession of(ResultSet row, int number) throws SQLException {
            var roles = strings(row, "roles").stream().map(AdminRole::valueOf).collect(Collectors.toSet());
            return new StoredSession(
                    new Admin(
                            row.getString("name"),
                            roles,
                            Set.copyOf(strings(row, "teams")),
                            row.getString("issuer"),
                            row.getString("subject")),
                    row.getTimestamp("seen_at"),
                    row.getBytes("password_seal"));
        }

        private static List<String> strings(ResultSet row, String column) throws SQLException {
            return List.of((String[]) row.getArray(column).getArray());
        }
    }
}

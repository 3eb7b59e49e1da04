package dev.atlasgateway.admin.signin.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.admin.signin.ProviderLogout;
import dev.atlasgateway.admin.signin.ProviderSession;
import dev.atlasgateway.admin.signin.SignInJournal;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.SignInSource;
import dev.atlasgateway.admin.signin.local.LocalAdmin;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Sha256;
import dev.atlasgateway.testing.Postgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lifetime of sessions. */
@OnSharedGateway
class SessionRepositoryTests {

    private static final SignInSource SOURCE =
            new SignInSource(SignInSource.CONSOLE, SignInSource.PASSWORD, "127.0.0.1");

    private static final String ISSUER = "https://login.test";

    private static final SignInProperties SETTINGS = new SignInProperties(
            new SignInProperties.Bootstrap(true, "admin", null, null, 10, 100),
            new SignInProperties.Session(Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofHours(1)),
            "name",
            new SignInProperties.Roles("roles", Map.of()),
            new SignInProperties.Teams("teams", Map.of()),
            Map.of(),
            List.of());

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final JdbcClient store = JdbcClient.create(database);
    private final AdminEvents events = RunningGateway.shared().part(AdminEvents.class);
    private final Admin ada = new Admin("ada-of-sessions", Set.of(AdminRole.TEAM_LEAD), Set.of("payments"));
    private final SessionRepository sessions = sessions("right");

    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    private Instant now() {
        return now;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void endsAfterTheIdleTime() {
        var secret = sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        pass(Duration.ofMinutes(29));
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isEqualTo(ada);
        pass(Duration.ofMinutes(29));
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isEqualTo(ada);
        pass(Duration.ofMinutes(30));
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isNull();
    }

    @Test
    void endsAfterTwelveHoursDespiteActivity() {
        var secret = sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        for (var passed = Duration.ZERO; passed.toHours() < 12; passed = passed.plusMinutes(20)) {
            assertThat(sessions.find(secret, SessionType.CONSOLE)).isEqualTo(ada);
            pass(Duration.ofMinutes(20));
        }
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isNull();
    }

    @Test
    void endsATokenAfterAnHour() {
        var token = sessions.begin(ada, SessionType.API, SOURCE);
        pass(Duration.ofMinutes(59));
        assertThat(sessions.find(token, SessionType.API)).isEqualTo(ada);
        assertThat(sessions.find(token, SessionType.CONSOLE)).isNull();
        pass(Duration.ofMinutes(1));
        assertThat(sessions.find(token, SessionType.API)).isNull();
    }

    @Test
    void isKeptIfAReplicaWhoseClockIsAheadBeginsAnother() {
        now = Instant.now();
        var secret = sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        pass(Duration.ofDays(2));
        sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        now = Instant.now();
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isEqualTo(ada);
    }

    @Test
    void storesNoSecret() {
        var secret = sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        var stored = store.sql("select s::text from admin_session s")
                .query(String.class)
                .single();
        var hex = HexFormat.of();
        assertThat(stored)
                .contains(ada.name())
                .doesNotContain(
                        secret,
                        hex.formatHex(secret.getBytes(StandardCharsets.US_ASCII)),
                        hex.formatHex(Base64.getUrlDecoder().decode(secret)));
        assertThat(events.before(Long.MAX_VALUE, ada.name(), null, null, 1).toString())
                .contains("sign-in.accepted")
                .doesNotContain(secret);
        sessions.end(secret);
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isNull();
    }

    @Test
    void endsWithThePasswordThatOpenedIt() {
        for (var type : SessionType.values()) {
            var secret = sessions.begin(ada, type, SOURCE);
            assertThat(sessions("right").find(secret, type)).isEqualTo(ada);
            assertThat(sessions("changed").find(secret, type)).isNull();
            assertThat(sessions(null).find(secret, type))
                    .as("without a local admin")
                    .isNull();
        }
    }

    @Test
    void outlivesTheLocalAdminIfAnOpenIdProviderOpenedIt() {
        var secret = sessions.begin(ada, SessionType.CONSOLE, source("ada", "s1"));
        var person = new Admin(ada.name(), ada.roles(), ada.teams(), ISSUER, "ada");
        assertThat(sessions("changed").find(secret, SessionType.CONSOLE)).isEqualTo(person);
        assertThat(sessions(null).find(secret, SessionType.CONSOLE)).isEqualTo(person);
    }

    @Test
    void endsForTheLocalAdminIfAnOlderReplicaStoredNoSeal() {
        var secret = sessions.begin(new Admin("admin", Set.of(AdminRole.ADMIN), Set.of()), SessionType.CONSOLE, SOURCE);
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isNotNull();
        store.sql("update admin_session set password_seal = null").update();
        assertThat(sessions.find(secret, SessionType.CONSOLE)).isNull();
        assertThat(sessions(null).find(secret, SessionType.CONSOLE))
                .as("without a local admin")
                .isNull();
    }

    @Test
    void storesNothingThatRevealsThePassword() {
        sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        assertThat(store.sql("select password_seal from admin_session")
                        .query(byte[].class)
                        .list())
                .hasSize(2)
                .doesNotContain(Sha256.of("right"))
                .doesNotHaveDuplicates();
    }

    @Test
    void endsOnAllReplicasIfItEndsAtTheProvider() {
        var one = sessions.begin(ada, SessionType.CONSOLE, source("ada", "s1"));
        var two = sessions.begin(ada, SessionType.CONSOLE, source("ada", "s2"));
        var other = sessions.begin(ada, SessionType.CONSOLE, source("bob", "s3"));
        var password = sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        var replica = sessions("right");

        assertThat(sessions.end(logout("s1", "ada"))).isEqualTo(1);
        assertThat(replica.find(one, SessionType.CONSOLE)).isNull();
        assertThat(replica.find(two, SessionType.CONSOLE)).isNotNull();

        assertThat(sessions.end(logout(null, "ada"))).isEqualTo(1);
        assertThat(replica.find(two, SessionType.CONSOLE)).isNull();

        assertThat(sessions.end(new ProviderLogout("other", ISSUER, "s3", "bob")))
                .isZero();
        assertThat(sessions.end(new ProviderLogout("company", "https://other.test", "s3", "bob")))
                .isZero();
        assertThat(replica.find(other, SessionType.CONSOLE)).isNotNull();
        assertThat(replica.find(password, SessionType.CONSOLE)).isNotNull();
    }

    @Test
    void returnsTheSessionAtTheProviderOnlyForTheSecret() {
        var source = source("ada", "s1");
        var secret = sessions.begin(ada, SessionType.CONSOLE, source);
        assertThat(store.sql("select encode(id_token, 'escape') from admin_session")
                        .query(String.class)
                        .single())
                .doesNotContain(source.provider().idToken());
        assertThat(sessions.end(secret)).isEqualTo(source.provider());
        assertThat(sessions.end(secret)).isNull();
        assertThat(sessions.end(sessions.begin(ada, SessionType.CONSOLE, SOURCE)))
                .isNull();
    }

    private static ProviderLogout logout(@Nullable String session, String subject) {
        return new ProviderLogout("company", ISSUER, session, subject);
    }

    private static SignInSource source(String subject, String session) {
        return new SignInSource(
                SignInSource.CONSOLE,
                "company",
                "127.0.0.1",
                new ProviderSession("company", ISSUER, subject, session, "id-token-of-" + subject));
    }

    /** Returns the sessions of a gateway with this password of the local admin. */
    private SessionRepository sessions(@Nullable String password) {
        return new SessionRepository(
                store,
                SETTINGS,
                new SignInJournal(events),
                new LocalAdmin(SETTINGS.bootstrap(), () -> password == null ? null : Sha256.of(password)),
                this::now);
    }

    @Test
    void recordsSignInAndSignOut() {
        var secret = sessions.begin(ada, SessionType.CONSOLE, SOURCE);
        sessions.end(secret);
        assertThat(events.before(Long.MAX_VALUE, ada.name(), null, null, 2))
                .extracting(event -> event.action())
                .containsExactly("sign-out.done", "sign-in.accepted");
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.admin.signin.Sessions.Kind;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.Postgres;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long somebody stays signed in. */
class SessionsTests {

    private static final SignInSource WHENCE =
            new SignInSource(SignInSource.CONSOLE, SignInSource.PASSWORD, "127.0.0.1");

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final JdbcClient store = JdbcClient.create(database);
    private final AdminEvents events = RunningGateway.shared().part(AdminEvents.class);
    private final Admin ada = new Admin("ada-of-sessions", Set.of(AdminRole.TEAM_LEAD), Set.of("payments"));
    private final Sessions sessions = sessions("right");

    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    private Instant now() {
        return now;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void endsWhenNothingWasDoneForTooLong() {
        var secret = sessions.begin(ada, Kind.CONSOLE, WHENCE);
        pass(Duration.ofMinutes(29));
        assertThat(sessions.find(secret, Kind.CONSOLE)).isEqualTo(ada);
        pass(Duration.ofMinutes(29));
        assertThat(sessions.find(secret, Kind.CONSOLE)).isEqualTo(ada);
        pass(Duration.ofMinutes(30));
        assertThat(sessions.find(secret, Kind.CONSOLE)).isNull();
    }

    @Test
    void endsAfterHalfADayWhateverIsDone() {
        var secret = sessions.begin(ada, Kind.CONSOLE, WHENCE);
        for (var passed = Duration.ZERO; passed.toHours() < 12; passed = passed.plusMinutes(20)) {
            assertThat(sessions.find(secret, Kind.CONSOLE)).isEqualTo(ada);
            pass(Duration.ofMinutes(20));
        }
        assertThat(sessions.find(secret, Kind.CONSOLE)).isNull();
    }

    @Test
    void letsATokenServeForItsHourAndNotLonger() {
        var token = sessions.begin(ada, Kind.API, WHENCE);
        pass(Duration.ofMinutes(59));
        assertThat(sessions.find(token, Kind.API)).isEqualTo(ada);
        assertThat(sessions.find(token, Kind.CONSOLE)).isNull();
        pass(Duration.ofMinutes(1));
        assertThat(sessions.find(token, Kind.API)).isNull();
    }

    @Test
    void keepsNothingInTheStoreThatOpensASession() {
        var secret = sessions.begin(ada, Kind.CONSOLE, WHENCE);
        assertThat(store.sql("select encode(id, 'escape') from admin_session")
                        .query(String.class)
                        .single())
                .doesNotContain(secret);
        sessions.end(secret);
        assertThat(sessions.find(secret, Kind.CONSOLE)).isNull();
    }

    @Test
    void endsWithThePasswordThatOpenedIt() {
        for (var kind : Kind.values()) {
            var secret = sessions.begin(ada, kind, WHENCE);
            assertThat(sessions("right").find(secret, kind)).isEqualTo(ada);
            assertThat(sessions("changed").find(secret, kind)).isNull();
            assertThat(sessions(null).find(secret, kind))
                    .as("without a local admin")
                    .isNull();
        }
    }

    @Test
    void outlivesTheLocalAdminWhereTheCompanyVouched() {
        var secret = sessions.begin(
                ada,
                Kind.CONSOLE,
                new SignInSource(SignInSource.CONSOLE, "company", "127.0.0.1", Map.of("sub", "ada")));
        assertThat(sessions("changed").find(secret, Kind.CONSOLE)).isEqualTo(ada);
        assertThat(sessions(null).find(secret, Kind.CONSOLE)).isEqualTo(ada);
    }

    @Test
    void isNoneOfTheLocalAdminWhereAReplicaThatKnewNoSealsBeganIt() {
        var secret = sessions.begin(new Admin("admin", Set.of(AdminRole.ADMIN), Set.of()), Kind.CONSOLE, WHENCE);
        assertThat(sessions.find(secret, Kind.CONSOLE)).isNotNull();
        store.sql("update admin_session set password_seal = null").update();
        assertThat(sessions.find(secret, Kind.CONSOLE)).isNull();
        assertThat(sessions(null).find(secret, Kind.CONSOLE))
                .as("without a local admin")
                .isNull();
    }

    @Test
    void keepsNothingByWhichThePasswordCouldBeGuessed() {
        sessions.begin(ada, Kind.CONSOLE, WHENCE);
        sessions.begin(ada, Kind.CONSOLE, WHENCE);
        assertThat(store.sql("select password_seal from admin_session")
                        .query(byte[].class)
                        .list())
                .hasSize(2)
                .doesNotContain(Sha256.of("right"))
                .doesNotHaveDuplicates();
    }

    /** Of a gateway with this password for its local admin. */
    private Sessions sessions(@Nullable String password) {
        return new Sessions(
                store,
                new SigninProperties.Session(Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofHours(1)),
                new SignInJournal(events),
                new LocalAdmin(
                        "admin",
                        password == null ? null : Sha256.of(password),
                        new SignInLimit(10, 100, TimeMeter.SYSTEM_NANOTIME)),
                this::now);
    }

    @Test
    void recordsWhoCameAndWhoLeft() {
        var secret = sessions.begin(ada, Kind.CONSOLE, WHENCE);
        sessions.end(secret);
        assertThat(events.before(Long.MAX_VALUE, ada.name(), null, null, 2))
                .extracting(event -> event.action())
                .containsExactly("sign-out.done", "sign-in.accepted");
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

package dev.atlasgateway.caller.login;

import static dev.atlasgateway.caller.CallerPolicy.PAYMENTS;
import static dev.atlasgateway.caller.CallerPolicy.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atlasgateway.caller.CallerPolicy;
import dev.atlasgateway.caller.token.CallerProperties;
import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.ReadsLog;
import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

@ReadsLog
class ClientSecretAuthenticatorTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** On a busy machine, the limits would refill while a test runs. */
    private static final TimeMeter STOPPED = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return 0;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private final CallerPolicy policies = new CallerPolicy();
    private Instant now = NOON;
    private final ClientSecretAuthenticator secrets = new ClientSecretAuthenticator(
            policies::snapshot, new CallerProperties.LoginLimits(3, 100, 5), STOPPED, () -> now);

    @Test
    void rejectsASecretExactlyFromItsExpiry() {
        policies.secrets(PAYMENTS, secret("short", NOON));
        now = NOON.minusNanos(1);
        accepted("short");
        now = NOON;
        refused("short");
    }

    @Test
    void acceptsBothSecretsDuringARotation() {
        policies.secrets(PAYMENTS, secret("old", NOON.plusSeconds(60)), secret("new", null));
        accepted("old");
        accepted("new");
        now = NOON.plusSeconds(60);
        refused("old");
        accepted("new");
        policies.secrets(PAYMENTS, secret("new", null));
        accepted("new");
    }

    @Test
    void logsWhyALoginIsRefusedWithoutTheSecret(LogOfTest log) {
        policies.secrets(PAYMENTS, secret("gone", NOON));
        refused("gone");
        refused("mdb_sa_sk_mistyped");
        policies.disabled(PAYMENTS, true);
        refused("gone");
        assertThat(log)
                .contains(PAYMENTS + " from 10.1.2.3 refused: the secret has expired")
                .contains(PAYMENTS + " from 10.1.2.3 refused: the secret is wrong")
                .contains(PAYMENTS + " from 10.1.2.3 refused: the client is disabled")
                .doesNotContain("gone")
                .doesNotContain("mistyped");
    }

    @Test
    void doesNotCheckSecretsAfterTooManyFailures() {
        for (int i = 0; i < 3; i++) {
            refused("wrong");
        }
        limited(CallerPolicy.SECRET);
    }

    @Test
    void acceptsARightSecretAlthoughTheAddressHasReachedItsLimit() {
        for (int i = 0; i < 100; i++) {
            var unknown = "mdb_sa_id_%024x".formatted(i);
            assertThatThrownBy(() -> logIn(unknown, "wrong")).isInstanceOf(LoginRejectedException.class);
        }
        accepted(CallerPolicy.SECRET);
        limited("wrong");
        limited("wrong");
        accepted(CallerPolicy.SECRET);
        limited("wrong");
        limited(CallerPolicy.SECRET);
    }

    /** The loop of one client must not take the processor from all others. */
    @Test
    void limitsLoginsOfAClientWithARightSecret() {
        for (int i = 0; i < 5; i++) {
            accepted(CallerPolicy.SECRET);
        }
        limited(CallerPolicy.SECRET);
        assertThatCode(() -> logIn(CallerPolicy.SEARCH, CallerPolicy.SECRET)).doesNotThrowAnyException();
    }

    private void limited(String secret) {
        assertThatThrownBy(() -> logIn(secret))
                .isInstanceOfSatisfying(
                        LoginRejectedException.class,
                        refused -> assertThat(refused.limit()).isNotNull());
    }

    private void accepted(String secret) {
        assertThatCode(() -> logIn(secret)).doesNotThrowAnyException();
    }

    private void refused(String secret) {
        assertThatThrownBy(() -> logIn(secret))
                .isInstanceOfSatisfying(
                        LoginRejectedException.class,
                        refused -> assertThat(refused.limit()).isNull());
    }

    private void logIn(String secret) {
        logIn(PAYMENTS, secret);
    }

    private void logIn(String client, String secret) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("10.1.2.3");
        var login = new OAuth2ClientAuthenticationToken(
                client, ClientAuthenticationMethod.CLIENT_SECRET_BASIC, secret, Map.of());
        login.setDetails(new WebAuthenticationDetails(request));
        assertThat(secrets.authenticate(login).isAuthenticated()).isTrue();
    }
}

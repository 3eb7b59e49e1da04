package dev.atlasgateway.caller;

import static dev.atlasgateway.caller.Policies.PAYMENTS;
import static dev.atlasgateway.caller.Policies.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

@ExtendWith(OutputCaptureExtension.class)
class ClientSecretsTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Policies policies = new Policies();
    private Instant now = NOON;
    private final ClientSecrets secrets = new ClientSecrets(
            policies::snapshot,
            new LoginLimit(new CallerProperties.LoginLimit(3, 100), TimeMeter.SYSTEM_NANOTIME),
            () -> now);

    @Test
    void endAtTheirExpiryToTheMoment() {
        policies.secrets(PAYMENTS, secret("short", NOON));
        now = NOON.minusNanos(1);
        accepted("short");
        now = NOON;
        refused("short");
    }

    @Test
    void areRotatedWithoutAGap() {
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
    void tellTheLogWhyALoginIsRefusedButNeverTheSecret(CapturedOutput output) {
        policies.secrets(PAYMENTS, secret("gone", NOON));
        refused("gone");
        refused("mdb_sa_sk_mistyped");
        policies.disabled(PAYMENTS, true);
        refused("gone");
        assertThat(output)
                .contains(PAYMENTS + " from 10.1.2.3 refused: the secret has expired")
                .contains(PAYMENTS + " from 10.1.2.3 refused: the secret is wrong")
                .contains(PAYMENTS + " from 10.1.2.3 refused: the client is disabled")
                .doesNotContain("gone")
                .doesNotContain("mistyped");
    }

    @Test
    void areNotEvenLookedAtOnceTooManyWereWrong() {
        for (int i = 0; i < 3; i++) {
            refused("wrong");
        }
        assertThatThrownBy(() -> logIn(Policies.SECRET))
                .isInstanceOfSatisfying(
                        LoginRefused.class,
                        refused -> assertThat(refused.limit()).isNotNull());
    }

    private void accepted(String secret) {
        assertThatCode(() -> logIn(secret)).doesNotThrowAnyException();
    }

    private void refused(String secret) {
        assertThatThrownBy(() -> logIn(secret))
                .isInstanceOfSatisfying(
                        LoginRefused.class,
                        refused -> assertThat(refused.limit()).isNull());
    }

    private void logIn(String secret) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("10.1.2.3");
        var login = new OAuth2ClientAuthenticationToken(
                PAYMENTS, ClientAuthenticationMethod.CLIENT_SECRET_BASIC, secret, Map.of());
        login.setDetails(new WebAuthenticationDetails(request));
        assertThat(secrets.authenticate(login).isAuthenticated()).isTrue();
    }
}

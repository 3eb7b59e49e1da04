package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What is remembered of a token, and what is asked each time, by a clock that the test moves. */
class BearerAuthenticationTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TOKEN = Forged.token().signedBy(Keys.SIGNING);

    private final Policies policies = new Policies();
    private Instant now = NOON;
    private int verifications;

    private final BearerAuthentication authentication = authentication(token -> {
        verifications++;
        return new VerifiedToken.OfClient("id", Policies.PAYMENTS, Forged.GATEWAY, NOON.plusSeconds(60));
    });

    @Test
    void verifiesATokenOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(caller()).isEqualTo(new Caller("payments", Policies.PAYMENTS, Forged.GATEWAY));
        }
        assertThat(verifications).isEqualTo(1);
    }

    @Test
    void refusesARememberedTokenFromTheMomentItExpires() {
        now = NOON.plusSeconds(60).minusNanos(1);
        caller();
        now = NOON.plusSeconds(60);
        assertThatThrownBy(this::caller).isInstanceOf(TokenRefused.class).hasMessageContaining("has expired");
    }

    @Test
    void followsAClientToItsNewTeam() {
        caller();
        policies.move(Policies.PAYMENTS, "search");
        assertThat(caller().team()).isEqualTo("search");
    }

    @Test
    void keepsNoCredentialInWhatItReturns() {
        var result = authentication.authenticate(new BearerTokenAuthenticationToken(TOKEN));
        assertThat(result.isAuthenticated()).isTrue();
        assertThat(result.getCredentials()).isEqualTo("");
        assertThat(result.toString()).doesNotContain(TOKEN);
    }

    @Test
    void doesNotCallATokenInvalidThatNobodyCanVerifyAtPresent() {
        var unreachable = authentication(token -> {
            throw new JwtException("no keys");
        });
        assertThatThrownBy(() -> unreachable.authenticate(new BearerTokenAuthenticationToken(TOKEN)))
                .isInstanceOf(AuthenticationServiceException.class);
    }

    @Test
    void allowsNothingUnderAnEmptyPolicy() {
        policies.without(Policies.PAYMENTS);
        assertThatThrownBy(this::caller).isInstanceOf(TokenRefused.class);
    }

    private Caller caller() {
        return (Caller) authentication
                .authenticate(new BearerTokenAuthenticationToken(TOKEN))
                .getPrincipal();
    }

    private BearerAuthentication authentication(TrustedIssuer issuer) {
        var nowhere = JdbcClient.create(new SimpleDriverDataSource());
        return new BearerAuthentication(
                Map.of(Forged.GATEWAY, issuer),
                policies::snapshot,
                new RevokedTokens(nowhere, () -> now),
                100,
                () -> now,
                new SimpleMeterRegistry());
    }
}

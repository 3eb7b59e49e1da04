package dev.atlasgateway.caller.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.CallerPolicy;
import dev.atlasgateway.caller.ForgedToken;
import dev.atlasgateway.caller.InvalidTokenException;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.caller.TestKeys;
import dev.atlasgateway.caller.TokenIssuers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What the authenticator caches and what it checks on every call. */
class BearerTokenAuthenticatorTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TOKEN = ForgedToken.token().signedBy(TestKeys.SIGNING);

    private final CallerPolicy policies = new CallerPolicy();
    private Instant now = NOON;
    private int verifications;

    private final BearerTokenAuthenticator authentication = authentication(token -> {
        verifications++;
        return new VerifiedToken.GatewayToken("id", CallerPolicy.PAYMENTS, ForgedToken.GATEWAY, NOON.plusSeconds(60));
    });

    @Test
    void verifiesATokenOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(caller()).isEqualTo(new Caller(
                            "payments", CallerPolicy.PAYMENTS, ForgedToken.GATEWAY, LoginKind.SERVICE_ACCOUNT));
        }
        assertThat(verifications).isEqualTo(1);
    }

    @Test
    void refusesACachedTokenExactlyFromItsExpiry() {
        now = NOON.plusSeconds(60).minusNanos(1);
        caller();
        now = NOON.plusSeconds(60);
        assertThatThrownBy(this::caller)
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageContaining("has expired");
    }

    @Test
    void usesTheClientsPresentTeam() {
        caller();
        policies.move(CallerPolicy.PAYMENTS, "search");
        assertThat(caller().team()).isEqualTo("search");
    }

    @Test
    void returnsNoCredential() {
        var result = authentication.authenticate(new BearerTokenAuthenticationToken(TOKEN));
        assertThat(result.isAuthenticated()).isTrue();
        assertThat(result.getCredentials()).isEqualTo("");
        assertThat(result.toString()).doesNotContain(TOKEN);
    }

    @Test
    void reportsUnavailableKeysAsUnavailable() {
        var unreachable = authentication(token -> {
            throw new JwtException("no keys");
        });
        assertThatThrownBy(() -> unreachable.authenticate(new BearerTokenAuthenticationToken(TOKEN)))
                .isInstanceOf(AuthenticationServiceException.class);
    }

    @Test
    void refusesAnUnknownClient() {
        policies.without(CallerPolicy.PAYMENTS);
        assertThatThrownBy(this::caller).isInstanceOf(InvalidTokenException.class);
    }

    private Caller caller() {
        return (Caller) authentication
                .authenticate(new BearerTokenAuthenticationToken(TOKEN))
                .getPrincipal();
    }

    private BearerTokenAuthenticator authentication(TrustedIssuer issuer) {
        var nowhere = JdbcClient.create(new SimpleDriverDataSource());
        return new BearerTokenAuthenticator(
                new TokenIssuers<>(Map.of(ForgedToken.GATEWAY, issuer)),
                policies::snapshot,
                new RevokedTokens(nowhere, () -> now),
                100,
                () -> now,
                new SimpleMeterRegistry());
    }
}

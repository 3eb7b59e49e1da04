package dev.atlasgateway.caller.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.CallerPolicy;
import dev.atlasgateway.caller.ForgedToken;
import dev.atlasgateway.caller.InvalidTokenException;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.caller.OpenIdProvider;
import dev.atlasgateway.caller.TestKeys;
import dev.atlasgateway.caller.TokenIssuers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What the authenticator caches and what it checks on every call. */
class BearerTokenAuthenticatorTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TOKEN = ForgedToken.token().signedBy(TestKeys.SIGNING);

    private final CallerPolicy policies = new CallerPolicy();
    private Instant now = NOON;
    private int verifications;
    private byte[] signingKey = TestKeys.privatePem(TestKeys.SIGNING).getBytes(StandardCharsets.US_ASCII);
    private final SigningKeys keys = new SigningKeys(presentKey(), List.of(), () -> now);

    private final BearerTokenAuthenticator authentication = authentication(token -> {
        verifications++;
        return new VerifiedToken.GatewayToken(
                "id", CallerPolicy.PAYMENTS, ForgedToken.GATEWAY, NOON.plusSeconds(60), keys.version(), keys);
    });

    /** Returns a location whose text may change. */
    private Resource presentKey() {
        return new AbstractResource() {

            @Override
            public String getDescription() {
                return "the signing key";
            }

            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(signingKey);
            }
        };
    }

    @Test
    void verifiesATokenOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(caller())
                    .isEqualTo(new Caller(
                            "payments", CallerPolicy.PAYMENTS, ForgedToken.GATEWAY, LoginKind.SERVICE_ACCOUNT));
        }
        assertThat(verifications).isEqualTo(1);
    }

    @Test
    void verifiesACachedTokenAgainIfTheSigningKeysHaveChanged() {
        caller();
        signingKey = TestKeys.privatePem(TestKeys.FOREIGN).getBytes(StandardCharsets.US_ASCII);
        caller();
        assertThat(verifications).isEqualTo(1);
        now = now.plusSeconds(5);
        caller();
        caller();
        assertThat(verifications).isEqualTo(2);
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
            verifications++;
            throw new JwtException("no keys");
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> unreachable.authenticate(new BearerTokenAuthenticationToken(TOKEN)))
                    .isInstanceOf(AuthenticationServiceException.class);
        }
        assertThat(verifications).isEqualTo(2); // not cached: the keys may be there for the next call
    }

    @Test
    void verifiesAnInvalidTokenOnceInASecond() {
        var strict = authentication(token -> {
            verifications++;
            throw new BadJwtException("forged");
        });
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> callWith(strict, TOKEN))
                    .isInstanceOf(InvalidTokenException.class)
                    .hasMessageContaining("its signature is not valid");
        }
        assertThat(verifications).isEqualTo(1);
        now = NOON.plusSeconds(1);
        assertThatThrownBy(() -> callWith(strict, TOKEN)).isInstanceOf(InvalidTokenException.class);
        assertThat(verifications).isEqualTo(2);
    }

    /** The decoder tolerates a difference of clocks. */
    @Test
    void verifiesAnExpiredTokenOnceInASecond() {
        now = NOON.plusSeconds(70);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::caller)
                    .isInstanceOf(InvalidTokenException.class)
                    .hasMessageContaining("has expired");
        }
        assertThat(verifications).isEqualTo(1);
    }

    @Test
    void acceptsATokenASecondAfterItBecameValid() {
        var valid = new AtomicBoolean();
        var authenticator = authentication(token -> {
            if (!valid.get()) {
                throw new BadJwtException("its key is not published yet");
            }
            return new VerifiedToken.GatewayToken(
                    "id", CallerPolicy.PAYMENTS, ForgedToken.GATEWAY, NOON.plusSeconds(60), keys.version(), keys);
        });
        assertThatThrownBy(() -> callWith(authenticator, TOKEN)).isInstanceOf(InvalidTokenException.class);
        valid.set(true);
        now = NOON.plusSeconds(1);
        assertThat(callWith(authenticator, TOKEN).team()).isEqualTo("payments");
    }

    @Test
    void refusesAnUnknownClient() {
        policies.without(CallerPolicy.PAYMENTS);
        assertThatThrownBy(this::caller).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void refusesACachedTokenWithinFiveMinutesAfterItsIssuerWithdrewTheKey() {
        now = Instant.now();
        try (var company =
                OpenIdProvider.publishing(TestKeys.ELLIPTIC.toPublicJWK(), TestKeys.PREVIOUS.toPublicJWK())) {
            var token = companyToken(company, TestKeys.ELLIPTIC, JWSAlgorithm.ES256);
            var other = companyToken(company, TestKeys.PREVIOUS, JWSAlgorithm.RS256);
            var companyAuthentication = authentication(company.issuer(), companyIssuer(company));
            assertThat(callWith(companyAuthentication, token).team()).isEqualTo("payments");
            callWith(companyAuthentication, other);

            company.publish(TestKeys.PREVIOUS.toPublicJWK());
            now = now.plus(Duration.ofMinutes(3));
            callWith(companyAuthentication, token);
            now = now.plus(Duration.ofMinutes(2).plusSeconds(1));
            assertThatThrownBy(() -> callWith(companyAuthentication, token)).isInstanceOf(InvalidTokenException.class);
            assertThat(callWith(companyAuthentication, other).team()).isEqualTo("payments");
        }
    }

    @Test
    void keepsACachedTokenWhileItsIssuerIsDownAndReportsTheKeysAsUnavailableAfterAnHour() {
        now = Instant.now();
        try (var company = OpenIdProvider.publishing(TestKeys.ELLIPTIC.toPublicJWK())) {
            var token = companyToken(company, TestKeys.ELLIPTIC, JWSAlgorithm.ES256);
            var companyAuthentication = authentication(company.issuer(), companyIssuer(company));
            callWith(companyAuthentication, token);

            company.fail(true);
            now = now.plus(Duration.ofMinutes(50));
            assertThat(callWith(companyAuthentication, token).team()).isEqualTo("payments");
            now = now.plus(Duration.ofMinutes(61));
            assertThatThrownBy(() -> callWith(companyAuthentication, token))
                    .isInstanceOf(AuthenticationServiceException.class);
        }
    }

    private String companyToken(OpenIdProvider company, JWK key, JWSAlgorithm algorithm) {
        return ForgedToken.token(company.issuer(), "atlas-gateway", "alice")
                .algorithm(algorithm)
                .expiring(Duration.ofHours(3))
                .claim("nbf", null)
                .claim("groups", "payers")
                .signedBy(key);
    }

    private CompanyIssuer companyIssuer(OpenIdProvider company) {
        var settings = new CallerProperties.Issuer(
                company.issuer(),
                "atlas-gateway",
                null,
                "groups",
                Map.of("payers", "payments"),
                Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256),
                List.of("at+jwt"),
                Duration.ofHours(24),
                null);
        return CompanyIssuer.of(settings, new DefaultSslBundleRegistry(), () -> now, new SimpleMeterRegistry());
    }

    private static Caller callWith(BearerTokenAuthenticator authentication, String token) {
        return (Caller) authentication
                .authenticate(new BearerTokenAuthenticationToken(token))
                .getPrincipal();
    }

    private Caller caller() {
        return callWith(authentication, TOKEN);
    }

    private BearerTokenAuthenticator authentication(TrustedIssuer issuer) {
        return authentication(ForgedToken.GATEWAY, issuer);
    }

    private BearerTokenAuthenticator authentication(String name, TrustedIssuer issuer) {
        var nowhere = JdbcClient.create(new SimpleDriverDataSource());
        return new BearerTokenAuthenticator(
                new TokenIssuers<>(Map.of(name, issuer)),
                policies::snapshot,
                new RevokedTokens(nowhere, nowhere, () -> now),
                100,
                () -> now,
                new SimpleMeterRegistry());
    }
}

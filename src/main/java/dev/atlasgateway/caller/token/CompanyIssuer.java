package dev.atlasgateway.caller.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.ClaimPath;
import dev.atlasgateway.caller.InvalidTokenException;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.caller.PublishedKeys;
import dev.atlasgateway.caller.StrictJwtDecoders;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * OpenID provider of the company. A claim of its tokens names the team.
 *
 * @param teams the team for each value of the claim
 */
record CompanyIssuer(String issuer, PublishedKeys keys, JwtDecoder decoder, ClaimPath claim, Map<String, String> teams)
        implements TrustedIssuer {

    static CompanyIssuer of(
            CallerProperties.Issuer settings, SslBundles bundles, InstantSource clock, MeterRegistry meters) {
        var keys = PublishedKeys.of(settings, bundles, clock);
        TimeGauge.builder(
                        "gateway.issuer.keys.age",
                        keys,
                        TimeUnit.MILLISECONDS,
                        held -> held.outage().toMillis())
                .description("Age of the keys of an issuer while it does not answer, else 0")
                .tag("issuer", settings.issuer())
                .register(meters);
        var decoder = StrictJwtDecoders.ofCompany(settings, keys, clock);
        return new CompanyIssuer(settings.issuer(), keys, decoder, new ClaimPath(settings.claim()), settings.teams());
    }

    @Override
    public VerifiedToken.CompanyToken verify(String token) {
        var present = presentKeys(); // before the verification, which must not be newer than what is remembered
        var jwt = decoder.decode(token);
        var caller = new Caller(team(jwt), Objects.requireNonNull(jwt.getSubject()), issuer, LoginKind.COMPANY_TOKEN);
        return new VerifiedToken.CompanyToken(caller, Objects.requireNonNull(jwt.getExpiresAt()), present, keys);
    }

    private JWKSet presentKeys() {
        try {
            return keys.current();
        } catch (KeySourceException e) {
            throw new JwtException("The keys of the issuer are not available", e);
        }
    }

    /** Returns the only team of the token. Rejects a token that names several. */
    private String team(Jwt jwt) {
        var named = claim.texts(jwt.getClaims())
                .map(teams::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return switch (named.size()) {
            case 1 -> named.getFirst();
            case 0 -> throw new InvalidTokenException("the claim %s names no team".formatted(claim.name()));
            default -> throw new InvalidTokenException("the claim %s names several teams".formatted(claim.name()));
        };
    }
}

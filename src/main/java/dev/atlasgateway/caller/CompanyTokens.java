package dev.atlasgateway.caller;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** How strictly tokens of the company's own OpenID providers are read, whichever side they are meant for. */
public final class CompanyTokens {

    private CompanyTokens() {}

    /**
     * Checks algorithm, signature, issuer, audience, times, type and subject.
     *
     * @param jwkSetUri where the issuer publishes its keys; null if OpenID Connect Discovery tells
     * @param types the {@code typ} values that count; an empty one stands for a token without
     */
    public static JwtDecoder of(
            String issuer,
            String audience,
            @Nullable URI jwkSetUri,
            Set<SignatureAlgorithm> algorithms,
            List<String> types,
            InstantSource clock) {
        return TrustedIssuer.strict(issuer, audience, algorithms, types, PublishedKeys.of(issuer, jwkSetUri), clock);
    }
}

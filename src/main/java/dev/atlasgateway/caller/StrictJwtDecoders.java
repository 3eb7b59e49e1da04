package dev.atlasgateway.caller;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.StringUtils;

/**
 * Creates decoders that check everything about a JWT: algorithm, signature, issuer, audience, times, type and subject.
 *
 * <p>Keys come from the configured source only. A decoder ignores the locations of keys that a token's header names.
 */
public final class StrictJwtDecoders {

    /** Accepted difference between the clocks of the issuer and the gateway. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private StrictJwtDecoders() {}

    /**
     * Returns a decoder that uses the keys that the issuer publishes.
     *
     * @param jwkSetUri the address of the issuer's keys; null to find it by OpenID Connect Discovery
     * @param types the accepted {@code typ} values; an empty string accepts a token without {@code typ}
     */
    public static JwtDecoder withPublishedKeys(
            String issuer,
            String audience,
            @Nullable URI jwkSetUri,
            Set<SignatureAlgorithm> algorithms,
            List<String> types,
            InstantSource clock) {
        return withKeys(issuer, audience, algorithms, types, PublishedKeys.of(issuer, jwkSetUri), clock);
    }

    /** Returns a decoder that uses the given keys. */
    public static JwtDecoder withKeys(
            String issuer,
            String audience,
            Set<SignatureAlgorithm> algorithms,
            List<String> types,
            JWKSource<SecurityContext> keys,
            InstantSource clock) {
        var timestamps = new JwtTimestampValidator(CLOCK_SKEW);
        timestamps.setClock(clock.withZone(ZoneOffset.UTC));
        timestamps.setAllowEmptyExpiryClaim(false);
        var type = new JwtTypeValidator(types);
        type.setAllowEmpty(types.contains(""));
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(allowed -> allowed.addAll(algorithms))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                type,
                new JwtIssuerValidator(issuer),
                new JwtAudienceValidator(audience),
                timestamps,
                new JwtClaimValidator<String>(JwtClaimNames.SUB, StringUtils::hasText)));
        return token -> {
            CompactJwt.check(token);
            return decoder.decode(token);
        };
    }
}

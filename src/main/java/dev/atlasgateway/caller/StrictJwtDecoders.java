package dev.atlasgateway.caller;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
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

    /** Requires a {@code sub}. */
    public static final OAuth2TokenValidator<Jwt> SUBJECT =
            new JwtClaimValidator<String>(JwtClaimNames.SUB, StringUtils::hasText);

    /**
     * Accepted difference between the clocks of the issuer and the gateway. Callers' tokens gain no time after {@code exp} by
     * it, because the gateway checks that at each call.
     */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static final String MEDIA_TYPE = "application/";

    private StrictJwtDecoders() {}

    /** Returns a decoder of access tokens that an OpenID provider of the company issues. */
    public static JwtDecoder ofCompany(IssuerSettings company, JWKSource<SecurityContext> keys, InstantSource clock) {
        return withKeys(
                company.issuer(),
                company.audience(),
                company.algorithms(),
                company.types(),
                keys,
                clock,
                SUBJECT,
                token -> checkLifetime(token, company.maxLifetime(), clock));
    }

    /**
     * Returns a decoder that uses the given keys.
     *
     * @param types the accepted {@code typ} values; an empty string accepts a token without {@code typ}
     * @param further checks beyond algorithm, signature, issuer, audience, times and type
     */
    @SafeVarargs
    public static JwtDecoder withKeys(
            String issuer,
            String audience,
            Set<SignatureAlgorithm> algorithms,
            List<String> types,
            JWKSource<SecurityContext> keys,
            InstantSource clock,
            OAuth2TokenValidator<Jwt>... further) {
        var timestamps = new JwtTimestampValidator(CLOCK_SKEW);
        timestamps.setClock(clock.withZone(ZoneOffset.UTC));
        timestamps.setAllowEmptyExpiryClaim(false);
        var selector = new VerificationKeySelector(algorithms, keys);
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwtProcessorCustomizer(processor -> processor.setJWSKeySelector(selector))
                .build();
        var validators = new ArrayList<OAuth2TokenValidator<Jwt>>(List.of(
                type(types), new JwtIssuerValidator(issuer), token -> checkAudience(token, audience), timestamps));
        validators.addAll(List.of(further));
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators));
        return token -> {
            CompactJwt.check(token);
            return decoder.decode(token);
        };
    }

    /** Accepts a type with and without {@code application/}, because RFC 7515, section 4.1.9, says they are the same. */
    private static JwtTypeValidator type(List<String> types) {
        var type = new JwtTypeValidator(types.stream()
                .map(name -> name.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())
                        ? name.substring(MEDIA_TYPE.length())
                        : name)
                .flatMap(name -> Stream.of(name, MEDIA_TYPE + name))
                .toList());
        type.setAllowEmpty(types.contains(""));
        return type;
    }

    private static OAuth2TokenValidatorResult checkAudience(Jwt token, String audience) {
        var named = token.getAudience();
        return named != null && named.contains(audience)
                ? OAuth2TokenValidatorResult.success()
                : invalid("The aud claim is not valid: it must contain " + audience);
    }

    /** Measures from now on if {@code iat} is missing or in the future. Then the token would seem to live shortly. */
    private static OAuth2TokenValidatorResult checkLifetime(Jwt token, Duration max, InstantSource clock) {
        var now = clock.instant();
        var start = Objects.requireNonNullElse(token.getIssuedAt(), now);
        var end = Objects.requireNonNullElse(token.getExpiresAt(), now); // without it, the token is refused anyway
        var lifetime = Duration.between(start.isAfter(now) ? now : start, end);
        return lifetime.compareTo(max) <= 0
                ? OAuth2TokenValidatorResult.success()
                : invalid("the token is valid for %d s, but max-lifetime of its issuer allows %d s"
                        .formatted(lifetime.toSeconds(), max.toSeconds()));
    }

    private static OAuth2TokenValidatorResult invalid(String description) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, description, null));
    }
}

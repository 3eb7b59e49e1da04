package dev.atlasgateway.caller;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.StringUtils;

/** Somebody whose tokens count. */
interface TrustedIssuer {

    /** How far clocks may differ: a token is good at once, wherever it was made. An end is an end, though. */
    Duration SKEW = Duration.ofSeconds(30);

    /**
     * What the token proves.
     *
     * @throws org.springframework.security.oauth2.jwt.BadJwtException if it proves nothing
     * @throws JwtException if nobody can tell at present
     */
    VerifiedToken verify(String token) throws JwtException;

    /**
     * Checks all that can be wrong with a token: algorithm, signature, issuer, audience, times, type, subject. Keys come
     * from the given source alone, whatever the token's header points at.
     */
    static JwtDecoder strict(
            String issuer,
            String audience,
            Set<SignatureAlgorithm> algorithms,
            List<String> types,
            JWKSource<SecurityContext> keys,
            InstantSource clock) {
        var times = new JwtTimestampValidator(SKEW);
        times.setClock(clock.withZone(ZoneOffset.UTC));
        times.setAllowEmptyExpiryClaim(false);
        var typ = new JwtTypeValidator(types);
        typ.setAllowEmpty(types.contains(""));
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(allowed -> allowed.addAll(algorithms))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                typ,
                new JwtIssuerValidator(issuer),
                new JwtAudienceValidator(audience),
                times,
                new JwtClaimValidator<String>(JwtClaimNames.SUB, StringUtils::hasText)));
        return decoder;
    }
}

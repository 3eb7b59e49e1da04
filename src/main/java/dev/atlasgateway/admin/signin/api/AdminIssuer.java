package dev.atlasgateway.admin.signin.api;

import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.caller.StrictJwtDecoders;
import java.time.InstantSource;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** OpenID provider whose tokens open the admin API. */
record AdminIssuer(String issuer, String audience, JwtDecoder decoder) {

    static AdminIssuer of(SignInProperties.Issuer issuer, InstantSource clock) {
        var decoder = StrictJwtDecoders.withPublishedKeys(
                issuer.issuer(), issuer.audience(), issuer.jwkSetUri(), issuer.algorithms(), issuer.types(), clock);
        return new AdminIssuer(issuer.issuer(), issuer.audience(), decoder);
    }

    /**
     * Verifies a token. Rejects a token with a second audience, because it could be meant for callers too.
     *
     * @throws org.springframework.security.oauth2.jwt.BadJwtException if the token is not valid
     * @throws org.springframework.security.oauth2.jwt.JwtException if the issuer's keys are not available
     */
    Jwt verify(String token) {
        var jwt = decoder.decode(token);
        if (!List.of(audience).equals(jwt.getAudience())) {
            throw new JwtValidationException(
                    "several audiences",
                    List.of(new OAuth2Error("invalid_token", "the token has several audiences", null)));
        }
        return jwt;
    }
}

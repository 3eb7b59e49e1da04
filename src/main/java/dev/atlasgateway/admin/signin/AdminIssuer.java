package dev.atlasgateway.admin.signin;

import dev.atlasgateway.caller.CompanyTokens;
import java.time.InstantSource;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** An OpenID provider whose tokens open the API. */
record AdminIssuer(String issuer, String audience, JwtDecoder decoder) {

    static AdminIssuer of(SigninProperties.Issuer issuer, InstantSource clock) {
        var decoder = CompanyTokens.of(
                issuer.issuer(), issuer.audience(), issuer.jwkSetUri(), issuer.algorithms(), issuer.types(), clock);
        return new AdminIssuer(issuer.issuer(), issuer.audience(), decoder);
    }

    /**
     * The claims of a token that is meant for the admin side alone: one that names a second audience could be a caller's
     * as well.
     *
     * @throws org.springframework.security.oauth2.jwt.BadJwtException if it proves nothing
     * @throws org.springframework.security.oauth2.jwt.JwtException if nobody can tell at present
     */
    Jwt verify(String token) {
        var jwt = decoder.decode(token);
        if (!List.of(audience).equals(jwt.getAudience())) {
            throw new JwtValidationException(
                    "foreign audience", List.of(new OAuth2Error("invalid_token", "it is meant for others too", null)));
        }
        return jwt;
    }
}

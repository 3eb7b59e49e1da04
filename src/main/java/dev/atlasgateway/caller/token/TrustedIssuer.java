package dev.atlasgateway.caller.token;

import org.springframework.security.oauth2.jwt.JwtException;

/** Issuer of tokens that the gateway accepts. */
interface TrustedIssuer {

    /**
     * Verifies a token.
     *
     * @throws org.springframework.security.oauth2.jwt.BadJwtException if the token is not valid
     * @throws JwtException if the issuer's keys are not available
     */
    VerifiedToken verify(String token) throws JwtException;
}

package dev.atlasgateway.caller;

import java.util.Objects;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The gateway itself: its tokens name a client, and the policy in force names the client's team. */
record GatewayIssuer(String issuer, JwtDecoder decoder) implements TrustedIssuer {

    /** RFC 9068, section 2.1. */
    static final String TYPE = "at+jwt";

    @Override
    public VerifiedToken.OfClient verify(String token) {
        var jwt = decoder.decode(token);
        if (jwt.getId() == null) {
            throw new TokenRefused("the token has no jti, by which it could be revoked");
        }
        return new VerifiedToken.OfClient(
                jwt.getId(),
                Objects.requireNonNull(jwt.getSubject()),
                issuer,
                Objects.requireNonNull(jwt.getExpiresAt()));
    }
}

package dev.atlasgateway.caller.token;

import dev.atlasgateway.caller.InvalidTokenException;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The gateway as an issuer. Its tokens name a client, and the policy in force names the client's team. */
public record GatewayIssuer(String issuer, JwtDecoder decoder, SigningKeys keys) implements TrustedIssuer {

    /** The {@code typ} of an access token (RFC 9068, section 2.1). */
    public static final String TYPE = "at+jwt";

    @Override
    public VerifiedToken.GatewayToken verify(String token) {
        var version = keys.version(); // before the verification, which must not be newer than what is remembered
        var jwt = decoder.decode(token);
        if (jwt.getId() == null) {
            throw new InvalidTokenException("the token has no jti, so it could not be revoked");
        }
        return new VerifiedToken.GatewayToken(
                jwt.getId(),
                Objects.requireNonNull(jwt.getSubject()),
                issuer,
                Objects.requireNonNull(jwt.getExpiresAt()),
                version,
                keys);
    }
}

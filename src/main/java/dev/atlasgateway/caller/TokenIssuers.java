package dev.atlasgateway.caller;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import java.util.function.Function;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Verifies a JWT with the trusted issuer that it names.
 *
 * @param trusted the trusted issuers by their {@code iss}
 */
public record TokenIssuers<I>(Map<String, I> trusted) {

    private static final String MALFORMED = "the token is malformed, or its signature is not valid";

    public TokenIssuers {
        trusted = Map.copyOf(trusted);
    }

    /**
     * Finds the issuer and lets it verify the token.
     *
     * @param verification verifies the token; it throws a {@link JwtException} if it fails
     * @throws InvalidTokenException if the token is not valid
     * @throws AuthenticationServiceException if the issuer's keys are not available
     */
    public <T> T verify(String token, Function<I, T> verification) {
        try {
            return verification.apply(issuer(token));
        } catch (JwtValidationException e) {
            throw new InvalidTokenException(
                    String.valueOf(e.getErrors().iterator().next().getDescription()));
        } catch (BadJwtException e) {
            throw new InvalidTokenException(MALFORMED);
        } catch (JwtException e) {
            throw new AuthenticationServiceException("the keys of the token's issuer are not available", e);
        }
    }

    /** Reads only the {@code iss} of the token, because the token is not verified yet. */
    private I issuer(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getCriticalParams() != null) {
                throw new InvalidTokenException("the token has a critical header, which is not supported");
            }
            var issuer = trusted.get(String.valueOf(jwt.getJWTClaimsSet().getIssuer()));
            if (issuer == null) {
                throw new InvalidTokenException("the token's issuer is not trusted");
            }
            return issuer;
        } catch (ParseException e) {
            throw new InvalidTokenException(MALFORMED);
        }
    }
}

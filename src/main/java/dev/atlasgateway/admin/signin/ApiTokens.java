package dev.atlasgateway.admin.signin;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Turns a Bearer token of the admin API into the {@link Admin} behind it. */
final class ApiTokens {

    private final Sessions sessions;
    private final Map<String, AdminIssuer> issuers;
    private final AdminClaims claims;

    /** @param issuers by the {@code iss} of their tokens */
    ApiTokens(Sessions sessions, Map<String, AdminIssuer> issuers, AdminClaims claims) {
        this.sessions = sessions;
        this.issuers = issuers;
        this.claims = claims;
    }

    /** An {@code AuthenticationManager}'s method; but as a bean of that type it would become every filter chain's. */
    Authentication authenticate(Authentication request) {
        var token = ((BearerTokenAuthenticationToken) request).getToken();
        var admin = Sessions.Kind.API.made(token) ? signedIn(token) : claims.admin(verified(token));
        return new PreAuthenticatedAuthenticationToken(admin, "", List.of());
    }

    private Admin signedIn(String token) {
        var admin = sessions.find(token, Sessions.Kind.API);
        if (admin == null) {
            throw new InvalidBearerTokenException("it is unknown, was given back, or has expired");
        }
        return admin;
    }

    private Map<String, Object> verified(String token) {
        try {
            return issuer(token).verify(token).getClaims();
        } catch (JwtValidationException e) {
            throw new InvalidBearerTokenException(
                    String.valueOf(e.getErrors().iterator().next().getDescription()));
        } catch (BadJwtException e) {
            throw new InvalidBearerTokenException("it is malformed, or its signature is not one that counts");
        } catch (JwtException e) {
            throw new AuthenticationServiceException("the keys of the token's issuer cannot be had at present", e);
        }
    }

    /** Reads no more of an unverified token than whose it claims to be. */
    private AdminIssuer issuer(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getCriticalParams() != null) {
                throw new InvalidBearerTokenException("no critical header is understood here");
            }
            var issuer = issuers.get(String.valueOf(jwt.getJWTClaimsSet().getIssuer()));
            if (issuer == null) {
                throw new InvalidBearerTokenException("its issuer is not one that counts");
            }
            return issuer;
        } catch (ParseException e) {
            throw new InvalidBearerTokenException("it is malformed");
        }
    }
}

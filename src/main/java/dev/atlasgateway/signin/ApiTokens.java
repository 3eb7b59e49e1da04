package dev.atlasgateway.signin;

import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Turns a Bearer token of the admin API into the {@link Admin} behind it. */
record ApiTokens(Sessions sessions) {

    Authentication authenticate(Authentication request) {
        var token = ((BearerTokenAuthenticationToken) request).getToken();
        var admin = sessions.find(token, Sessions.Kind.API);
        if (admin == null) {
            throw new InvalidBearerTokenException("it is unknown, or has expired");
        }
        return new PreAuthenticatedAuthenticationToken(admin, "", List.of());
    }
}

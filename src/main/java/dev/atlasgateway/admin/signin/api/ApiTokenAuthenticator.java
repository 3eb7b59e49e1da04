package dev.atlasgateway.admin.signin.api;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.oidc.AdminClaimMapper;
import dev.atlasgateway.admin.signin.session.SessionRepository;
import dev.atlasgateway.admin.signin.session.SessionType;
import dev.atlasgateway.caller.InvalidTokenException;
import dev.atlasgateway.caller.TokenIssuers;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Authenticates the {@link Admin} of a Bearer token of the admin API. */
record ApiTokenAuthenticator(SessionRepository sessions, TokenIssuers<JwtDecoder> issuers, AdminClaimMapper claims) {

    /** Has the signature of an {@code AuthenticationManager}. A bean of that type would join every filter chain. */
    Authentication authenticate(Authentication request) {
        var token = ((BearerTokenAuthenticationToken) request).getToken();
        var admin = SessionType.API.hasForm(token) ? localAdmin(token) : companyAdmin(token);
        return new PreAuthenticatedAuthenticationToken(admin, "", List.of());
    }

    private Admin localAdmin(String token) {
        var admin = sessions.find(token, SessionType.API);
        if (admin == null) {
            throw new InvalidTokenException("the token is unknown, revoked or expired");
        }
        return admin;
    }

    private Admin companyAdmin(String token) {
        return claims.toAdmin(
                issuers.verify(token, issuer -> issuer.decode(token)).getClaims());
    }
}

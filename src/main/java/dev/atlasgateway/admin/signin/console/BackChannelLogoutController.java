package dev.atlasgateway.admin.signin.console;

import dev.atlasgateway.admin.signin.oidc.OidcProviders;
import dev.atlasgateway.admin.signin.session.SessionRepository;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ends sessions that have ended at their OpenID provider (OpenID Connect Back-Channel Logout 1.0). The provider proves
 * itself by the signature of the logout token.
 *
 * <p>Spring Security's own endpoint does not fit: it trusts only the authorities of the JVM, and it ends sessions by
 * requests to itself.
 */
@RestController
record BackChannelLogoutController(OidcProviders providers, SessionRepository sessions) {

    static final String PATH = "/console/back-channel-logout/{registration}";

    private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogoutController.class);

    @PermitAll
    @PostMapping(PATH)
    ResponseEntity<?> logOut(
            @PathVariable String registration, @RequestParam(name = "logout_token", defaultValue = "") String token) {
        try {
            var logout = providers.logout(registration, token);
            if (logout == null) {
                return refuse(HttpStatus.BAD_REQUEST, "no provider is registered as " + registration);
            }
            LOG.info("{} ended {} sessions", registration, sessions.end(logout));
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
        } catch (BadJwtException e) {
            return refuse(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (JwtException | OAuth2AuthenticationException e) {
            LOG.info("A logout token of {} could not be verified: {}", registration, e.getMessage());
            return refuse(HttpStatus.SERVICE_UNAVAILABLE, "the keys of the provider are not available");
        }
    }

    private static ResponseEntity<?> refuse(HttpStatus status, String description) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(Map.of("error", "invalid_request", "error_description", description));
    }
}

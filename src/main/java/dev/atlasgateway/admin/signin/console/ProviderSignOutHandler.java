package dev.atlasgateway.admin.signin.console;

import dev.atlasgateway.admin.signin.ProviderSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.web.util.HtmlUtils;

/**
 * Sends the browser to the OpenID provider to sign out there too (OpenID Connect RP-Initiated Logout 1.0), if a provider
 * opened the session and publishes an {@code end_session_endpoint}.
 */
final class ProviderSignOutHandler extends OidcClientInitiatedLogoutSuccessHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignOutHandler.class);

    ProviderSignOutHandler(ClientRegistrationRepository providers) {
        super(providers);
        setPostLogoutRedirectUri("{baseUrl}" + ConsoleAuthenticationHandlers.SIGNED_OUT);
        setDefaultTargetUrl(ConsoleAuthenticationHandlers.SIGN_IN + "?signed-out");
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication admin)
            throws IOException {
        var address = request.getAttribute(ProviderSession.class.getName()) instanceof ProviderSession ended
                ? address(request, response, ended)
                : getDefaultTargetUrl();
        if (address.startsWith("/")) {
            ConsoleAuthenticationHandlers.redirect(request, response, address);
        } else {
            showWayToProvider(response, address);
        }
    }

    private String address(HttpServletRequest request, HttpServletResponse response, ProviderSession session) {
        try {
            return determineTargetUrl(request, response, authentication(session));
        } catch (RuntimeException e) { // the session here has ended, whatever happens there
            LOG.warn("{} could not be asked to sign out: {}", session.registration(), e.toString());
            return getDefaultTargetUrl();
        }
    }

    private static Authentication authentication(ProviderSession session) {
        var idToken = new OidcIdToken(
                session.idToken(),
                Instant.EPOCH,
                Instant.MAX,
                Map.of(IdTokenClaimNames.SUB, session.subject(), IdTokenClaimNames.ISS, session.issuer()));
        return new OAuth2AuthenticationToken(
                new DefaultOidcUser(List.of(), idToken), List.of(), session.registration());
    }

    /**
     * Answers with a page that leads to the provider. Browsers apply {@code form-action} of the content security policy to
     * the redirect of a form, but not to this.
     */
    private static void showWayToProvider(HttpServletResponse response, String address) throws IOException {
        response.setHeader("Refresh", "0;url=" + address);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write("""
                <!doctype html>
                <html lang="en"><head><title>Signing out</title></head>
                <body><p><a href="%s">Sign out at the identity provider too</a></p></body></html>
                """.formatted(HtmlUtils.htmlEscape(address)));
    }
}

package dev.atlasgateway.admin.signin.console;

import dev.atlasgateway.admin.signin.session.ConsoleCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores the state of a sign-in while the browser is at the OpenID provider.
 *
 * <p>The state is in a cookie, so that the browser may return to another replica. The user gains nothing by changing it,
 * because it only protects the user's own sign-in.
 */
record CookieAuthorizationRequestRepository(ClientRegistrationRepository providers)
        implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private record StoredState(
            @Nullable String registration,
            @Nullable String state,
            @Nullable String redirectUri,
            @Nullable String nonce,
            @Nullable String verifier) {

        static StoredState of(OAuth2AuthorizationRequest request) {
            return new StoredState(
                    request.getAttribute(OAuth2ParameterNames.REGISTRATION_ID),
                    request.getState(),
                    request.getRedirectUri(),
                    request.getAttribute(OidcParameterNames.NONCE),
                    request.getAttribute(PkceParameterNames.CODE_VERIFIER));
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        var cookie = ConsoleCookie.AUTHORIZATION_REQUEST.read(request);
        if (cookie == null) {
            return null;
        }
        try {
            var stored = JSON.readValue(Base64.getUrlDecoder().decode(cookie), StoredState.class);
            return stored.state() == null || !stored.state().equals(request.getParameter(OAuth2ParameterNames.STATE))
                    ? null
                    : restore(stored);
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable OAuth2AuthorizationRequest restore(StoredState stored) {
        var provider = stored.registration() == null ? null : providers.findByRegistrationId(stored.registration());
        if (provider == null || stored.nonce() == null || stored.verifier() == null) {
            return null;
        }
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(provider.getProviderDetails().getAuthorizationUri()))
                .clientId(provider.getClientId())
                .scopes(provider.getScopes())
                .redirectUri(stored.redirectUri())
                .state(stored.state())
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID, stored.registration(),
                        OidcParameterNames.NONCE, stored.nonce(),
                        PkceParameterNames.CODE_VERIFIER, stored.verifier()))
                .build();
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest authorization,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (authorization == null) {
            ConsoleCookie.AUTHORIZATION_REQUEST.clear(request, response);
        } else {
            var json = JSON.writeValueAsBytes(StoredState.of(authorization));
            ConsoleCookie.AUTHORIZATION_REQUEST.write(
                    request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(json), LIFETIME);
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        if (ConsoleCookie.AUTHORIZATION_REQUEST.read(request) != null) {
            ConsoleCookie.AUTHORIZATION_REQUEST.clear(request, response);
        }
        return loadAuthorizationRequest(request);
    }
}

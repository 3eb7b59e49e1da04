package dev.atlasgateway.admin.signin;

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
 * Remembers, while somebody is away at the OpenID provider, what their return will be checked against.
 *
 * <p>It travels in a cookie of that browser, so that they may return to another replica. They can read and change it and
 * gain nothing: what it protects is their own sign-in from others.
 */
record CookieAuthorizationRequestRepository(ClientRegistrationRepository providers)
        implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIFE = Duration.ofMinutes(10);

    private record Kept(
            @Nullable String registration,
            @Nullable String state,
            @Nullable String redirectUri,
            @Nullable String nonce,
            @Nullable String verifier) {

        static Kept of(OAuth2AuthorizationRequest request) {
            return new Kept(
                    request.getAttribute(OAuth2ParameterNames.REGISTRATION_ID),
                    request.getState(),
                    request.getRedirectUri(),
                    request.getAttribute(OidcParameterNames.NONCE),
                    request.getAttribute(PkceParameterNames.CODE_VERIFIER));
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        var cookie = Cookies.AWAY.read(request);
        if (cookie == null) {
            return null;
        }
        try {
            var kept = JSON.readValue(Base64.getUrlDecoder().decode(cookie), Kept.class);
            return kept.state() == null || !kept.state().equals(request.getParameter(OAuth2ParameterNames.STATE))
                    ? null
                    : restored(kept);
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable OAuth2AuthorizationRequest restored(Kept kept) {
        var provider = kept.registration() == null ? null : providers.findByRegistrationId(kept.registration());
        if (provider == null || kept.nonce() == null || kept.verifier() == null) {
            return null;
        }
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(provider.getProviderDetails().getAuthorizationUri()))
                .clientId(provider.getClientId())
                .scopes(provider.getScopes())
                .redirectUri(kept.redirectUri())
                .state(kept.state())
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID, kept.registration(),
                        OidcParameterNames.NONCE, kept.nonce(),
                        PkceParameterNames.CODE_VERIFIER, kept.verifier()))
                .build();
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest authorization,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (authorization == null) {
            Cookies.AWAY.clear(request, response);
        } else {
            var json = JSON.writeValueAsBytes(Kept.of(authorization));
            Cookies.AWAY.write(
                    request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(json), LIFE);
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        var authorization = loadAuthorizationRequest(request);
        if (Cookies.AWAY.read(request) != null) {
            Cookies.AWAY.clear(request, response);
        }
        return authorization;
    }
}

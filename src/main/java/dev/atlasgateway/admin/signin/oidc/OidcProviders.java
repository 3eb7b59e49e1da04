package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.ProviderLogout;
import dev.atlasgateway.admin.signin.SignInOptions;
import dev.atlasgateway.caller.IssuerDocuments;
import dev.atlasgateway.setting.MountedSetting;
import java.io.IOException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/**
 * OpenID providers of {@code spring.security.oauth2.client}. Each is discovered at its first sign-in, so that an unavailable
 * provider prevents neither the start of the gateway nor sign-ins at other providers.
 */
public final class OidcProviders implements ClientRegistrationRepository, JwtDecoderFactory<ClientRegistration> {

    private final OAuth2ClientProperties properties;
    private final Map<String, String> sslBundles;
    private final SslBundles bundles;
    private final Environment environment;
    private final InstantSource clock;
    private final Map<String, Discovery> discoveries = new ConcurrentHashMap<>();

    /** @param sslBundles the name of the SSL bundle for each registration whose provider needs one */
    OidcProviders(
            OAuth2ClientProperties properties,
            Map<String, String> sslBundles,
            SslBundles bundles,
            Environment environment,
            InstantSource clock) {
        this.properties = properties;
        this.sslBundles = sslBundles;
        this.bundles = bundles;
        this.environment = environment;
        this.clock = clock;
        sslBundles.forEach((registration, bundle) -> {
            if (!properties.getRegistration().containsKey(registration)) {
                throw new IllegalStateException(
                        "gateway.signin.ssl-bundles.%s names no registration of spring.security.oauth2.client"
                                .formatted(registration));
            }
            bundles.getBundle(bundle);
        });
    }

    public boolean isEmpty() {
        return properties.getRegistration().isEmpty();
    }

    public List<SignInOptions.Provider> options() {
        return properties.getRegistration().entrySet().stream()
                .map(entry -> {
                    var name = entry.getValue().getClientName();
                    return new SignInOptions.Provider(
                            name == null ? entry.getKey() : name, "/oauth2/authorization/" + entry.getKey());
                })
                .toList();
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        var provider = find(id);
        return provider == null ? null : provider.registration();
    }

    /** Returns a decoder of ID tokens. */
    @Override
    public JwtDecoder createDecoder(ClientRegistration registration) {
        return of(registration).idTokens();
    }

    /** Returns a client of the token endpoints. */
    public OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
        return request -> of(request.getClientRegistration()).http().tokens().getTokenResponse(request);
    }

    /** Returns a client of the user info endpoints. */
    public OAuth2UserService<OidcUserRequest, OidcUser> users() {
        return request -> of(request.getClientRegistration()).http().users().loadUser(request);
    }

    /**
     * Verifies a logout token. Returns null if there is no such registration.
     *
     * @throws org.springframework.security.oauth2.jwt.JwtException if the token is not valid or cannot be verified
     * @throws OAuth2AuthenticationException if the provider is not available
     */
    public @Nullable ProviderLogout logout(String registration, String token) {
        var provider = find(registration);
        return provider == null ? null : provider.logout(token);
    }

    private OidcProvider of(ClientRegistration registration) {
        return Objects.requireNonNull(find(registration.getRegistrationId()));
    }

    private @Nullable OidcProvider find(String id) {
        var registration = properties.getRegistration().get(id);
        return registration == null
                ? null
                : discoveries
                        .computeIfAbsent(id, ignored -> new Discovery(() -> discover(id, registration), clock))
                        .provider();
    }

    private OidcProvider discover(String id, OAuth2ClientProperties.Registration registration) {
        var provider = properties.getProvider().get(Objects.requireNonNullElse(registration.getProvider(), id));
        if (provider == null || provider.getIssuerUri() == null) {
            var unnamed = new IssuerDocuments(id, sslBundles.get(id), bundles);
            return new OidcProvider(asConfigured(id, registration), unnamed, secret(id), clock);
        }
        var issuer = provider.getIssuerUri();
        var documents = new IssuerDocuments(issuer, sslBundles.get(id), bundles);
        try {
            return new OidcProvider(
                    DiscoveredRegistration.of(id, documents.discover(), registration, provider),
                    documents,
                    secret(id),
                    clock);
        } catch (IOException | ParseException e) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE),
                    "OpenID provider %s is not available: %s".formatted(issuer, e.getMessage()),
                    e);
        }
    }

    private @Nullable MountedSetting secret(String id) {
        return MountedSetting.find(
                        environment, "spring.security.oauth2.client.registration[%s].client-secret".formatted(id))
                .orElse(null);
    }

    private ClientRegistration asConfigured(String id, OAuth2ClientProperties.Registration registration) {
        var one = new OAuth2ClientProperties();
        one.getRegistration().put(id, registration);
        one.getProvider().putAll(properties.getProvider());
        return Objects.requireNonNull(
                new OAuth2ClientPropertiesMapper(one).asClientRegistrations().get(id), id);
    }
}

package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.SignInOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * OpenID providers of {@code spring.security.oauth2.client}. Each is discovered at its first sign-in, so that an unavailable
 * provider prevents neither the start of the gateway nor sign-ins at other providers.
 */
public final class OidcProviders implements ClientRegistrationRepository {

    private final OAuth2ClientProperties properties;
    private final Map<String, ClientRegistration> discovered = new ConcurrentHashMap<>();

    OidcProviders(OAuth2ClientProperties properties) {
        this.properties = properties;
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
        var registration = properties.getRegistration().get(id);
        var found = discovered.get(id);
        if (found == null && registration != null) {
            found = discover(id, registration);
            discovered.put(id, found);
        }
        return found;
    }

    /** Holds no lock, because the provider may take long to answer. */
    private ClientRegistration discover(String id, OAuth2ClientProperties.Registration registration) {
        var one = new OAuth2ClientProperties();
        one.getRegistration().put(id, registration);
        one.getProvider().putAll(properties.getProvider());
        return Objects.requireNonNull(
                new OAuth2ClientPropertiesMapper(one).asClientRegistrations().get(id), id);
    }
}

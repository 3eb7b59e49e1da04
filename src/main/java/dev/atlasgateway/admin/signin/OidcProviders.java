package dev.atlasgateway.admin.signin;

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
 * The OpenID providers of {@code spring.security.oauth2.client}, each looked up when somebody first signs in there: one
 * that is away keeps nobody from starting the gateway, nor from signing in elsewhere.
 */
final class OidcProviders implements ClientRegistrationRepository {

    private final OAuth2ClientProperties properties;
    private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

    OidcProviders(OAuth2ClientProperties properties) {
        this.properties = properties;
    }

    boolean none() {
        return properties.getRegistration().isEmpty();
    }

    List<SignInOptions.Provider> ways() {
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
        var found = known.get(id);
        if (found == null && registration != null) {
            found = lookUp(id, registration);
            known.put(id, found);
        }
        return found;
    }

    /** Not while holding anything that others wait for: the provider may take long to answer. */
    private ClientRegistration lookUp(String id, OAuth2ClientProperties.Registration registration) {
        var one = new OAuth2ClientProperties();
        one.getRegistration().put(id, registration);
        one.getProvider().putAll(properties.getProvider());
        return Objects.requireNonNull(
                new OAuth2ClientPropertiesMapper(one).asClientRegistrations().get(id), id);
    }
}

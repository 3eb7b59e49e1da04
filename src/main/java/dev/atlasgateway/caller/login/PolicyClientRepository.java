package dev.atlasgateway.caller.login;

import dev.atlasgateway.caller.CallerStatus;
import dev.atlasgateway.policy.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * Offers the policy's active clients to Spring Authorization Server. {@link ClientSecretAuthenticator} checks their secrets.
 */
record PolicyClientRepository(Policy policy) implements RegisteredClientRepository {

    /** Lifetime of a token, the same as in Atlas. */
    static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private static final TokenSettings TOKEN_SETTINGS =
            TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFETIME).build();

    static RegisteredClient toRegisteredClient(String clientId) {
        return RegisteredClient.withId(clientId)
                .clientId(clientId)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TOKEN_SETTINGS)
                .build();
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return CallerStatus.ofClient(policy.current(), clientId) instanceof CallerStatus.Active
                ? toRegisteredClient(clientId)
                : null;
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("the policy manages the clients");
    }
}

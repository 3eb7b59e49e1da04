package dev.atlasgateway.caller;

import dev.atlasgateway.policy.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients in good standing as Spring Authorization Server sees them. Their secrets stay with {@link ClientSecrets}. */
record RegisteredClients(Policy policy) implements RegisteredClientRepository {

    /** As long as Atlas's own. */
    static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private static final TokenSettings TOKENS =
            TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build();

    static RegisteredClient registered(String clientId) {
        return RegisteredClient.withId(clientId)
                .clientId(clientId)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TOKENS)
                .build();
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return CallerStatus.ofClient(policy.current(), clientId) instanceof CallerStatus.Good
                ? registered(clientId)
                : null;
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are managed by the policy");
    }
}

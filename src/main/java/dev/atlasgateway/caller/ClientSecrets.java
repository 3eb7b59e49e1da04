package dev.atlasgateway.caller;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks a client's secret against the policy in force: either of two, in constant time, and an unknown client at the
 * price of a known one.
 */
final class ClientSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSecrets.class);
    private static final List<Client.Secret> NOBODYS = List.of(new Client.Secret("0".repeat(64), null));

    private final Policy policy;
    private final LoginLimit limit;
    private final InstantSource clock;

    ClientSecrets(Policy policy, LoginLimit limit, InstantSource clock) {
        this.policy = policy;
        this.limit = limit;
        this.clock = clock;
    }

    Authentication authenticate(Authentication authentication) {
        var login = (OAuth2ClientAuthenticationToken) authentication;
        var client = login.getName();
        var address = login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "nowhere";
        var secret = String.valueOf(login.getCredentials());
        var fault = limit.look(client, address, () -> fault(policy.current(), client, secret));
        if (fault != null) {
            LOG.info("Login of {} from {} refused: {}", client, address, fault);
            throw LoginRefused.badCredentials();
        }
        return new OAuth2ClientAuthenticationToken(
                RegisteredClients.registered(client), ClientAuthenticationMethod.CLIENT_SECRET_BASIC, null);
    }

    /** What is wrong, for the log only, or null. */
    private @Nullable String fault(PolicySnapshot snapshot, String id, String secret) {
        var client = snapshot.client(id);
        var match = match(client == null ? NOBODYS : client.secrets(), secret);
        if (CallerStatus.ofClient(snapshot, id) instanceof CallerStatus.Bad bad) {
            return bad.reason();
        }
        if (match == null) {
            return "the secret is wrong";
        }
        return match.liveAt(clock.instant()) ? null : "the secret has expired";
    }

    private static Client.@Nullable Secret match(List<Client.Secret> secrets, String plain) {
        Client.Secret match = null;
        for (var secret : secrets) { // all of them, whichever it is
            if (secret.is(plain)) {
                match = secret;
            }
        }
        return match;
    }
}

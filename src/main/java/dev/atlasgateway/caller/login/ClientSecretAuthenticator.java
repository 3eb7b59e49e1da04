package dev.atlasgateway.caller.login;

import dev.atlasgateway.caller.CallerStatus;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.caller.token.CallerProperties.LoginLimits;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import io.github.bucket4j.TimeMeter;
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
 * Authenticates a client by its secret.
 *
 * <p>It compares both secrets of a client in constant time. An unknown client takes as long as a known one.
 */
final class ClientSecretAuthenticator {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSecretAuthenticator.class);
    private static final List<Client.Secret> NO_SECRETS = List.of(new Client.Secret("0".repeat(64), null));

    private final Policy policy;
    private final LoginLimit limit;
    private final ClientLimit successes;
    private final InstantSource clock;

    ClientSecretAuthenticator(Policy policy, LoginLimits limits, TimeMeter time, InstantSource clock) {
        this.policy = policy;
        this.limit = new LoginLimit(
                List.of(limits.perClient()), List.of(limits.perAddress()), time, LoginRejectedException::limitReached);
        this.successes = new ClientLimit(limits.loginsPerClient(), LoginLimit.PERIOD, time);
        this.clock = clock;
    }

    /** A client at an address, so that a flood from one address does not lock the client out at another. */
    private record ClientAtAddress(String client, String address) {}

    Authentication authenticate(Authentication authentication) {
        var login = (OAuth2ClientAuthenticationToken) authentication;
        var client = login.getName();
        var address = login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "nowhere";
        var secret = String.valueOf(login.getCredentials());
        var snapshot = policy.current();
        var limited = new LoginLimit.Login(
                snapshot.client(client) != null, List.of(new ClientAtAddress(client, address)), List.of(address));
        var fault = limit.check(limited, () -> fault(snapshot, client, secret));
        if (fault != null) {
            LOG.info("Login of {} from {} refused: {}", client, address, fault);
            throw LoginRejectedException.badCredentials();
        }
        successes.count(client, LoginConfiguration.TOKEN_PATH);
        return new OAuth2ClientAuthenticationToken(
                PolicyClientRepository.toRegisteredClient(client),
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                null);
    }

    /** Returns what is wrong with the credentials, for the log only, or null. */
    private @Nullable String fault(PolicySnapshot snapshot, String id, String secret) {
        var client = snapshot.client(id);
        var match = match(client == null ? NO_SECRETS : client.secrets(), secret);
        if (CallerStatus.ofClient(snapshot, id) instanceof CallerStatus.Inactive inactive) {
            return inactive.reason().sentence();
        }
        if (match == null) {
            return "the secret is wrong";
        }
        return match.isActiveAt(clock.instant()) ? null : "the secret has expired";
    }

    private static Client.@Nullable Secret match(List<Client.Secret> secrets, String plain) {
        Client.Secret match = null;
        for (var secret : secrets) { // always compares all, so that the time does not tell which one matches
            if (secret.matches(plain)) {
                match = secret;
            }
        }
        return match;
    }
}

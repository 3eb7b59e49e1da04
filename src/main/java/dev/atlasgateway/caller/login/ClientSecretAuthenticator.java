package dev.atlasgateway.caller.login;

import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.caller.SecretCheck;
import dev.atlasgateway.caller.token.CallerProperties.LoginLimits;
import dev.atlasgateway.policy.Policy;
import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Authenticates a client by its secret. */
final class ClientSecretAuthenticator {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSecretAuthenticator.class);

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

    Authentication authenticate(Authentication authentication) {
        var login = (OAuth2ClientAuthenticationToken) authentication;
        var client = login.getName();
        var address = login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "nowhere";
        var secret = String.valueOf(login.getCredentials());
        var snapshot = policy.current();
        var known = snapshot.client(client);
        var check = new SecretCheck(snapshot, clock.instant(), "secret");
        var fault = limit.check(
                LoginLimit.Login.of(known != null, client, address),
                () -> check.fault(known, one -> one.matches(secret)));
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
}

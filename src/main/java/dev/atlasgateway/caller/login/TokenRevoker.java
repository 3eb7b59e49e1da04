package dev.atlasgateway.caller.login;

import dev.atlasgateway.caller.token.GatewayIssuer;
import dev.atlasgateway.caller.token.RevokedTokens;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

/**
 * Revokes a token of the client that sends it (RFC 7009). Ignores everything else and answers the same, so that a client
 * learns nothing about the tokens of other clients.
 */
final class TokenRevoker {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRevoker.class);

    private static final int MAX_LIVE = 1_000;

    private final GatewayIssuer issuer;
    private final RevokedTokens revoked;
    private final Counter counter;

    /** Each revocation stays in memory, on every replica, until its token expires. */
    private final ClientLimit limit;

    TokenRevoker(GatewayIssuer issuer, RevokedTokens revoked, MeterRegistry meters, TimeMeter time) {
        this.limit = new ClientLimit(MAX_LIVE, PolicyClientRepository.TOKEN_LIFETIME, time);
        this.issuer = issuer;
        this.revoked = revoked;
        this.counter = meters.counter("gateway.tokens.revoked");
    }

    Authentication authenticate(Authentication authentication) {
        var revocation = (OAuth2TokenRevocationAuthenticationToken) authentication;
        var client = ((Authentication) revocation.getPrincipal()).getName();
        try {
            var token = issuer.verify(revocation.getToken());
            if (token.client().equals(client) && !revoked.contains(token.id())) {
                limit.count(client, LoginConfiguration.REVOKE_PATH);
                if (revoked.revoke(token.id(), token.expiresAt())) {
                    counter.increment();
                }
            }
        } catch (JwtException e) {
            LOG.debug("{} tried to revoke something that is not a valid token", client);
        } catch (DataAccessException e) {
            LOG.error(
                    "A token of {} could not be revoked: {}",
                    client,
                    NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
                    "The token is still valid, because the gateway could not store its revocation. Try again.",
                    null));
        }
        return revocation;
    }
}

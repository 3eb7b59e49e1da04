package dev.atlasgateway.caller;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

/**
 * Takes a token back from the client that holds it (RFC 7009). What is no token of that client's, or no token at all, is
 * answered alike and nothing happens: a client learns nothing about others.
 */
final class TokenRevocation {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRevocation.class);

    private final GatewayIssuer issuer;
    private final RevokedTokens revoked;
    private final Counter count;

    TokenRevocation(GatewayIssuer issuer, RevokedTokens revoked, MeterRegistry meters) {
        this.issuer = issuer;
        this.revoked = revoked;
        this.count = meters.counter("gateway.tokens.revoked");
    }

    Authentication authenticate(Authentication authentication) {
        var revocation = (OAuth2TokenRevocationAuthenticationToken) authentication;
        var client = ((Authentication) revocation.getPrincipal()).getName();
        try {
            var token = issuer.verify(revocation.getToken());
            if (token.client().equals(client) && revoked.add(token.id(), token.expiresAt())) {
                count.increment();
            }
        } catch (JwtException e) {
            LOG.debug("{} gave back what is no token", client);
        } catch (DataAccessException e) {
            LOG.error("A token of {} could not be revoked", client, e);
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
                    "The token is still good: its revocation could not be stored. Try again.",
                    null));
        }
        return revocation;
    }
}

package dev.atlasgateway.caller.token;

import dev.atlasgateway.caller.Caller;
import java.time.Instant;

/** What a token proved when its signature was verified. Every call checks again whether the token is still valid. */
public sealed interface VerifiedToken {

    Instant expiresAt();

    /**
     * Token that the gateway issued. It acts for the team that the client has at the time of the call.
     *
     * @param id the {@code jti}, which identifies a revoked token
     */
    record GatewayToken(String id, String client, String issuer, Instant expiresAt) implements VerifiedToken {}

    /** Token that an OpenID provider of the company issued. It acts for the team that its claim names. */
    record CompanyToken(Caller caller, Instant expiresAt) implements VerifiedToken {}
}

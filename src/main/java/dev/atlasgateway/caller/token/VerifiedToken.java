package dev.atlasgateway.caller.token;

import com.nimbusds.jose.jwk.JWKSet;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.PublishedKeys;
import java.time.Instant;

/** What a token proved when its signature was verified. Every call checks again whether the token is still valid. */
public sealed interface VerifiedToken {

    Instant expiresAt();

    /** Returns false if the issuer's keys have changed since the verification, so that it must be repeated. */
    boolean isUpToDate();

    /**
     * Token that the gateway issued. It acts for the team that the client has at the time of the call.
     *
     * @param id the {@code jti}, which identifies a revoked token
     * @param verifiedWith the version of the gateway's keys at the time of the verification
     */
    record GatewayToken(String id, String client, String issuer, Instant expiresAt, int verifiedWith, SigningKeys keys)
            implements VerifiedToken {

        @Override
        public boolean isUpToDate() {
            return keys.version() == verifiedWith;
        }
    }

    /**
     * Token that an OpenID provider of the company issued. It acts for the team that its claim names.
     *
     * @param verifiedWith the issuer's keys at the time of the verification
     */
    record CompanyToken(Caller caller, Instant expiresAt, JWKSet verifiedWith, PublishedKeys keys)
            implements VerifiedToken {

        @Override
        public boolean isUpToDate() {
            return keys.areStill(verifiedWith);
        }
    }
}

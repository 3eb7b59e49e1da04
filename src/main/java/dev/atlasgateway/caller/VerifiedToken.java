package dev.atlasgateway.caller;

import java.time.Instant;

/** What a token proved when its signature was checked; whether that still counts is asked anew on each call. */
sealed interface VerifiedToken {

    Instant expiresAt();

    /**
     * The gateway's own: speaks for the team that its client belongs to at the time of the call.
     *
     * @param id the {@code jti}, by which it can be revoked
     */
    record OfClient(String id, String client, String issuer, Instant expiresAt) implements VerifiedToken {}

    /** A company issuer's: speaks for the team that its claim is mapped to. */
    record OfTeam(Caller caller, Instant expiresAt) implements VerifiedToken {}
}

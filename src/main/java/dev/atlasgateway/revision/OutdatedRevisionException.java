package dev.atlasgateway.revision;

import dev.atlasgateway.policy.PolicySnapshot;

/** Rejects a change because the policy has changed since its author looked at it. Nothing was written. */
public final class OutdatedRevisionException extends RuntimeException {

    /** @param base the revision that the author looked at */
    public OutdatedRevisionException(long base, long newest) {
        super("The policy is at revision %d, not %d; look at what changed and try again.".formatted(newest, base));
    }

    /** Returns the newest revision if the author looked at it. */
    static PolicySnapshot check(long base, PolicySnapshot newest) {
        if (base != newest.revision()) {
            throw new OutdatedRevisionException(base, newest.revision());
        }
        return newest;
    }
}

package dev.atlasgateway.revision;

import dev.atlasgateway.policy.PolicySnapshot;

/** Somebody else changed the policy meanwhile; nothing was written. */
public final class RevisionMoved extends RuntimeException {

    /** @param base what the author looked at */
    public RevisionMoved(long base, long newest) {
        super("The policy is at revision %d, not %d; look at what changed and try again.".formatted(newest, base));
    }

    /** The newest, if it is the one that the author looked at. */
    static PolicySnapshot unless(long base, PolicySnapshot newest) {
        if (base != newest.revision()) {
            throw new RevisionMoved(base, newest.revision());
        }
        return newest;
    }
}

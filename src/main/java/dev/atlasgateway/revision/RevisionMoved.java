package dev.atlasgateway.revision;

/** Somebody else changed the policy meanwhile; nothing was written. */
public final class RevisionMoved extends RuntimeException {

    /** @param base what the author looked at */
    public RevisionMoved(long base, long newest) {
        super("The policy is at revision %d, not %d; look at what changed and try again.".formatted(newest, base));
    }

    static void unless(long base, long newest) {
        if (base != newest) {
            throw new RevisionMoved(base, newest);
        }
    }
}

package dev.atlasgateway.revision;

/** The newest revision is one that this version refuses, so that nothing can be built on it; nothing was written. */
public final class BadRevision extends RuntimeException {

    BadRevision(long number) {
        super("Policy revision %d in the store is refused, and nothing can be built on it; restore an earlier one."
                .formatted(number));
    }
}

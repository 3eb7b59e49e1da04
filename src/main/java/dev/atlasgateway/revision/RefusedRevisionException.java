package dev.atlasgateway.revision;

/**
 * Rejects a change because this version refuses the newest revision, on which it would be built. Nothing was written.
 */
public final class RefusedRevisionException extends RuntimeException {

    RefusedRevisionException(long number) {
        super("Policy revision %d in the store is refused, so nothing can be built on it; restore an earlier one."
                .formatted(number));
    }
}

package dev.atlasgateway.revision;

import dev.atlasgateway.policy.ObjectKind;

/** Rejects a change of an object that a mounted file manages. Nothing was written. */
public final class ManagedByFileException extends RuntimeException {

    private final String file;

    public ManagedByFileException(ObjectKind kind, String key, String file) {
        super("The %s %s is managed by the file %s; change it there.".formatted(kind, key, file));
        this.file = file;
    }

    /** Returns the file that {@code gateway.policy.import} names. */
    public String file() {
        return file;
    }
}

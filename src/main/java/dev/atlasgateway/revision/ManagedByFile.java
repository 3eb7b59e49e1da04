package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Kind;

/** An object belongs to a mounted document, which alone may change it; nothing was written. */
public final class ManagedByFile extends RuntimeException {

    private final Kind kind;
    private final String key;
    private final String document;

    ManagedByFile(Kind kind, String key, String document) {
        super("The %s %s is managed by the file %s; change it there.".formatted(kind, key, document));
        this.kind = kind;
        this.key = key;
        this.document = document;
    }

    public Kind kind() {
        return kind;
    }

    public String key() {
        return key;
    }

    /** What gateway.policy.import names. */
    public String document() {
        return document;
    }
}

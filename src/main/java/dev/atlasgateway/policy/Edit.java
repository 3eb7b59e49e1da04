package dev.atlasgateway.policy;

import org.jspecify.annotations.Nullable;

/** A change of one object, from a revision to the next. */
public sealed interface Edit {

    ObjectKind kind();

    String key();

    /**
     * Adds the object, or replaces the one of its kind and key.
     *
     * @param managedBy the mounted document that owns it from now on; null where admins do
     */
    record Put(PolicyObject object, @Nullable String managedBy) implements Edit {

        public Put(PolicyObject object) {
            this(object, null);
        }

        @Override
        public ObjectKind kind() {
            return object.kind();
        }

        @Override
        public String key() {
            return object.key();
        }
    }

    /** Removes the object if it exists. */
    record Remove(ObjectKind kind, String key) implements Edit {}
}

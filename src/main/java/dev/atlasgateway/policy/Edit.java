package dev.atlasgateway.policy;

import org.jspecify.annotations.Nullable;

/** One step from a revision to the next. */
public sealed interface Edit {

    Kind kind();

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
        public Kind kind() {
            return object.kind();
        }

        @Override
        public String key() {
            return object.key();
        }
    }

    /** Takes the object out, if it is there. */
    record Remove(Kind kind, String key) implements Edit {}
}

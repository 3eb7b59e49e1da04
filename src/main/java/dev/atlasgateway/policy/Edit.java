package dev.atlasgateway.policy;

/** One step from a revision to the next. */
public sealed interface Edit {

    Kind kind();

    String key();

    /** Adds the object, or replaces the one of its kind and key. */
    record Put(PolicyObject object) implements Edit {

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

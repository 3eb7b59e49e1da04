package dev.atlasgateway.policy.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value as a document or a request contains it, with its place.
 *
 * <p>If the value cannot be read as asked, a fault is noted at its place, and null or nothing is returned. So reading
 * goes on and finds the other faults too.
 */
public interface RawValue {

    default boolean isNull() {
        return false;
    }

    /** Returns the text of any scalar; empty for a list or a mapping. */
    String scalar();

    /** Returns the text; a list, a mapping and null are faults. */
    default @Nullable String text() {
        return scalar();
    }

    /** Returns the items of a list; none for null. */
    default List<? extends RawValue> items() {
        return List.of();
    }

    /** Returns the values of a mapping. Any other key is a fault. */
    Fields fields(List<String> known);

    /** Notes a fault of this value, and returns null in its place. */
    <V> @Nullable V fault(String sentence);

    /** Notes that this value is a secret in plain text, which only a demo should contain. */
    default void notePlainSecret() {}

    /** Returns the encrypted HA1 of a private key in plain text; null if it cannot be made, or for a service account. */
    default @Nullable String encrypt(String privateKey) {
        return null;
    }

    /** The values of a mapping. */
    interface Fields {

        /** Returns the value; null if the key is absent. */
        @Nullable
        RawValue get(String key);

        /** Notes that a required key is absent, unless the value is not a mapping at all, which is noted already. */
        void missing(String key);

        /** Returns the value read as this type; null if it is absent or cannot be read. */
        default <V> @Nullable V optional(String key, FieldType<V> type) {
            var value = get(key);
            return value == null || value.isNull() ? null : type.read(value);
        }

        /** Returns the value read as this type; null if it cannot be read or, which is a fault, is absent. */
        default <V> @Nullable V required(String key, FieldType<V> type) {
            var value = get(key);
            if (value == null || value.isNull()) {
                missing(key);
                return null;
            }
            return type.read(value);
        }
    }
}

package dev.atlasgateway.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a mapping in a document, by their keys. */
record DocumentFields(DocumentNode of, Map<String, DocumentNode> values) {

    /** Reads a value as what it ought to be; null where it is something else, which is then a fault. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        T of(DocumentNode value);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The values of a mapping in this mapping; none where it is absent. */
    Map<String, DocumentNode> entries(String key) {
        var value = values.get(key);
        return value == null ? Map.of() : value.entries();
    }

    /** The values of a list in this mapping; none where it is absent. */
    List<DocumentNode> items(String key) {
        var value = values.get(key);
        return value == null ? List.of() : value.items();
    }

    /** The value, or null where it is absent or, which is a fault, cannot be read. */
    <T> @Nullable T optional(String key, Reading<T> as) {
        var value = values.get(key);
        return value == null || value.isNull() ? null : as.of(value);
    }

    /** The value, or null where it is, which is a fault, absent or unreadable. */
    <T> @Nullable T required(String key, Reading<T> as) {
        var value = values.get(key);
        if (value == null || value.isNull()) {
            of.missing(key);
            return null;
        }
        return as.of(value);
    }
}

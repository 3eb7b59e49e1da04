package dev.atlasgateway.policy.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a kind of objects.
 *
 * @param name as documents, the API and forms call it
 * @param label as the console calls it
 * @param description what it means, for the JSON schema
 * @param required whether an object must have it
 * @param standIn the value if the field is absent, or cannot be read; without one, a required field that cannot be read
 *     makes the object unreadable
 * @param view returns what the console shows of an object; null to show nothing
 */
public record Field<T, V>(
        String name,
        String label,
        String description,
        FieldType<V> type,
        Getter<T, V> getter,
        boolean required,
        @Nullable V standIn,
        @Nullable Function<T, String> view) {

    /** Returns the value of an object. */
    @FunctionalInterface
    public interface Getter<T, V> {

        /** Returns null if the object has no value. */
        @Nullable
        V get(T object);
    }

    public static <T, V> Field<T, V> optional(
            String name, String label, FieldType<V> type, Getter<T, V> getter, String description) {
        return new Field<>(name, label, description, type, getter, false, null, shown(type, getter));
    }

    public static <T, V> Field<T, V> required(
            String name, String label, FieldType<V> type, Getter<T, V> getter, String description) {
        return new Field<>(name, label, description, type, getter, true, null, shown(type, getter));
    }

    private static <T, V> Function<T, String> shown(FieldType<V> type, Getter<T, V> getter) {
        return object -> {
            var value = getter.get(object);
            return value == null ? "" : type.display().apply(value);
        };
    }

    public Field<T, V> withStandIn(V value) {
        return new Field<>(name, label, description, type, getter, required, value, view);
    }

    /** @param shown null to show nothing */
    public Field<T, V> shownAs(@Nullable Function<T, String> shown) {
        return new Field<>(name, label, description, type, getter, required, standIn, shown);
    }

    @Nullable
    V read(RawValue.Fields fields) {
        var value = required ? fields.required(name, type) : fields.optional(name, type);
        return value == null ? standIn : value;
    }

    @Nullable
    Object write(T object) {
        var value = getter.get(object);
        return value == null ? null : type.writer().write(value);
    }

    /** Returns the JSON schema of the value; that of an optional field allows null too. */
    Map<String, Object> schema() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", description);
        schema.putAll(type.schema());
        if (!required) {
            schema.computeIfPresent("type", (keyword, types) -> with("null", types));
            schema.computeIfPresent("enum", (keyword, words) -> with(null, words));
        }
        return schema;
    }

    private static List<@Nullable Object> with(@Nullable Object more, Object values) {
        var all = new ArrayList<@Nullable Object>(values instanceof List<?> list ? list : List.of(values));
        all.add(more);
        return all;
    }
}

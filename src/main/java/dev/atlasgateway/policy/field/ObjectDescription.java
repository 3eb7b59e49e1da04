package dev.atlasgateway.policy.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The description of a kind of objects: the one place that knows their fields.
 *
 * @param section the keys that lead to the objects in a document
 * @param keyFields the fields that the key consists of; one that is not among the fields is the key of a mapping
 * @param keyType the type of the key; null if the key consists of fields
 * @param description what the kind means, for the JSON schema
 * @param sectionDescription what the section of a document means, for the JSON schema
 * @param constructor makes an object of its key and the values of its fields
 */
public record ObjectDescription<T>(
        List<String> section,
        List<String> keyFields,
        @Nullable FieldType<String> keyType,
        String description,
        String sectionDescription,
        List<Field<T, ?>> fields,
        Constructor<T> constructor) {

    /** Makes an object of its key and the values of its fields. */
    @FunctionalInterface
    public interface Constructor<T> {
        T make(String key, Values<T> values);
    }

    /** The values that were read, by their fields. */
    public record Values<T>(List<Field<T, ?>> fields, List<@Nullable Object> values) {

        /** Returns the value; null if it is absent. */
        @SuppressWarnings("unchecked") // the field's type has read it
        public <V> @Nullable V get(Field<T, V> field) {
            return (V) values.get(fields.indexOf(field));
        }

        /** Returns the value of a field that is required or has a stand-in. */
        public <V> V require(Field<T, V> field) {
            return Objects.requireNonNull(get(field));
        }
    }

    /** Whether a document contains the objects as a list, because their key consists of fields. */
    public boolean isList() {
        return keyType == null;
    }

    private List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /**
     * Reads an object.
     *
     * @param key without meaning if the key consists of fields
     * @return null if so much cannot be read that there is no object
     */
    public @Nullable T read(String key, RawValue value) {
        var raw = value.fields(names());
        var values = new ArrayList<@Nullable Object>(fields.size());
        var readable = true;
        for (var field : fields) {
            var read = field.read(raw);
            readable &= read != null || !field.required();
            values.add(read);
        }
        return readable ? constructor.make(key, new Values<>(fields, values)) : null;
    }

    /** Returns the object as documents and the API write it: texts, numbers, flags, lists and maps. */
    public Map<String, Object> write(T object) {
        var written = new LinkedHashMap<String, Object>();
        for (var field : fields) {
            var value = field.write(object);
            if (value != null) {
                written.put(field.name(), value);
            }
        }
        return written;
    }

    /** Returns what the console shows of the object, by label. */
    public Map<String, String> view(T object) {
        var view = new LinkedHashMap<String, String>();
        for (var field : fields) {
            if (field.view() != null) {
                view.put(field.label(), field.view().apply(object));
            }
        }
        return view;
    }

    /** Returns the labels by the names of the fields. */
    public Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        fields.forEach(field -> labels.put(field.name(), field.label()));
        return labels;
    }

    /**
     * Checks what would make an object unfit for decisions.
     *
     * @param faults takes a field, or an empty text for the key, and a sentence
     */
    public void check(T object, String key, BiConsumer<String, String> faults) {
        if (keyType != null) {
            keyType.rule().check(key, faults);
        }
        fields.forEach(field -> check(field, object, FieldType::rule, faults));
    }

    /** Checks what is rejected in changes only. */
    public void checkChange(T object, BiConsumer<String, String> faults) {
        fields.forEach(field -> check(field, object, FieldType::changeRule, faults));
    }

    private static <T, V> void check(
            Field<T, V> field,
            T object,
            Function<FieldType<V>, FieldType.Rule<V>> rule,
            BiConsumer<String, String> faults) {
        var value = field.getter().get(object);
        if (value != null) {
            rule.apply(field.type())
                    .check(
                            value,
                            (inside, sentence) -> faults.accept(
                                    inside.isEmpty() || inside.startsWith("[")
                                            ? field.name() + inside
                                            : field.name() + "." + inside,
                                    sentence));
        }
    }

    /** Returns the JSON schema of an object in a document. */
    public Map<String, Object> schema() {
        var properties = new LinkedHashMap<String, Object>();
        fields.forEach(field -> properties.put(field.name(), field.schema()));
        var required = fields.stream().filter(Field::required).map(Field::name).toList();
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", description);
        schema.put("type", required.isEmpty() ? List.of("object", "null") : "object");
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }
}

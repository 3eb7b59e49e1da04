package dev.atlasgateway.document;

import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.field.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object that was read from plain values, such as those of JSON, by the rules of documents.
 *
 * @param object null if there are faults
 * @param attempt the object with stand-ins for what could not be read, to find its other faults; null if too much could
 *     not be read
 * @param plainSecrets the number of secrets in plain text
 */
public record ObjectFields(
        @Nullable PolicyObject object, @Nullable PolicyObject attempt, List<FieldFault> faults, int plainSecrets) {

    /** @param path the names and indexes that lead to the place, such as {@code secrets, 0, sha256} */
    public record FieldFault(List<String> path, String sentence) {}

    /**
     * Reads an object, the inverse of its description's {@code write}.
     *
     * @param key without meaning if the key consists of fields
     * @param fields texts, numbers, flags, nulls, lists and maps
     */
    public static ObjectFields read(ObjectKind kind, String key, Map<String, ?> fields) {
        var faults = new ArrayList<FieldFault>();
        var plainSecrets = new AtomicInteger();
        var attempt = kind.description().read(key, new PlainValue(faults, plainSecrets, List.of(), fields));
        return new ObjectFields(faults.isEmpty() ? attempt : null, attempt, List.copyOf(faults), plainSecrets.get());
    }

    private record PlainValue(
            List<FieldFault> faults,
            AtomicInteger plainSecrets,
            List<String> path,
            @Nullable Object value) implements RawValue {

        private PlainValue inner(Object step, @Nullable Object inner) {
            return new PlainValue(faults, plainSecrets, path(step), inner);
        }

        private List<String> path(Object step) {
            return Stream.concat(path.stream(), Stream.of(step.toString())).toList();
        }

        @Override
        public boolean isNull() {
            return value == null;
        }

        @Override
        public String scalar() {
            return value == null || value instanceof Map || value instanceof List
                    ? ""
                    : value.toString().strip();
        }

        @Override
        public @Nullable String text() {
            return value == null || value instanceof Map || value instanceof List ? fault("must be a text") : scalar();
        }

        @Override
        public List<PlainValue> items() {
            if (value instanceof List<?> list) {
                return IntStream.range(0, list.size())
                        .mapToObj(i -> inner(i, list.get(i)))
                        .toList();
            }
            if (value != null) {
                fault("must be a list");
            }
            return List.of();
        }

        @Override
        public Fields fields(List<String> known) {
            if (value instanceof Map<?, ?> map) {
                map.keySet().stream()
                        .filter(key -> !known.contains(key))
                        .forEach(key ->
                                faults.add(new FieldFault(path(key), DocumentNode.unknownKey(key.toString(), known))));
            } else if (value != null) {
                fault("must be a mapping, key: value");
            }
            return new PlainFields(this);
        }

        @Override
        public <V> @Nullable V fault(String sentence) {
            faults.add(new FieldFault(path, sentence));
            return null;
        }

        @Override
        public void notePlainSecret() {
            plainSecrets.incrementAndGet();
        }
    }

    private record PlainFields(PlainValue mapping) implements RawValue.Fields {

        @Override
        public @Nullable RawValue get(String key) {
            return mapping.value() instanceof Map<?, ?> map && map.containsKey(key)
                    ? mapping.inner(key, map.get(key))
                    : null;
        }

        @Override
        public void missing(String key) {
            if (mapping.isNull() || mapping.value() instanceof Map) {
                mapping.inner(key, null).fault("is missing");
            }
        }
    }
}

package dev.atlasgateway.revision;

import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the JSON of an object in the store. Its fields have the names of the record. */
final class PolicyObjectJson {

    /** Strict, because a field that this version does not know may restrict access. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Looked up once for each type, because a policy may have 100,000 objects. */
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .map(component -> new Component(
                            component.getName(),
                            component.getAccessor(),
                            component.getAnnotatedType().isAnnotationPresent(Nullable.class)))
                    .toList();
        }
    };

    private PolicyObjectJson() {}

    static String write(PolicyObject object) {
        return JSON.writeValueAsString(object);
    }

    /**
     * Reads an object, the inverse of {@link #write}.
     *
     * @throws InvalidPolicyException naming the object, if it cannot be read
     */
    static PolicyObject read(String kind, String key, String spec) {
        try {
            var object = JSON.readValue(spec, ObjectKind.named(kind).type());
            var missing = missing(object).findFirst();
            if (missing.isPresent()) {
                throw new InvalidPolicyException("%s %s: %s is missing".formatted(kind, key, missing.get()));
            }
            if (!object.key().equals(key)) {
                throw new InvalidPolicyException("%s %s: describes %s instead".formatted(kind, key, object.key()));
            }
            return object;
        } catch (JacksonException e) {
            var field = e.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .filter(name -> name != null)
                    .collect(Collectors.joining("."));
            throw new InvalidPolicyException("%s %s: this version cannot read its %s"
                    .formatted(kind, key, field.isEmpty() ? "description" : field));
        } catch (IllegalArgumentException e) {
            throw new InvalidPolicyException("%s %s: this version knows no such kind".formatted(kind, key));
        }
    }

    /** Returns the components that are null although they are not {@link Nullable}, which Jackson does not check. */
    private static Stream<String> missing(Object value) {
        if (value instanceof Collection<?> items) {
            return items.stream().flatMap(PolicyObjectJson::missing);
        }
        return value instanceof Record record
                ? COMPONENTS.get(record.getClass()).stream().flatMap(component -> component.missing(record))
                : Stream.empty();
    }

    private record Component(String name, Method accessor, boolean nullable) {

        Stream<String> missing(Record record) {
            try {
                var value = accessor.invoke(record);
                if (value == null) {
                    return nullable ? Stream.empty() : Stream.of(name);
                }
                return PolicyObjectJson.missing(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

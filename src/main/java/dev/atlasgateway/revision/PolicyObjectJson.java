package dev.atlasgateway.revision;

import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Kind;
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

/** How an object stands in the store: as JSON, with the names of its record. */
final class PolicyObjectJson {

    /** Strict, because a field that this version does not know might be what keeps somebody out. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Looked up once a type, because a large policy has very many objects. */
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
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidPolicy naming the object, if it cannot be read
     */
    static PolicyObject read(String kind, String key, String spec) {
        try {
            var object = JSON.readValue(spec, Kind.named(kind).type());
            var missing = missing(object).findFirst();
            if (missing.isPresent()) {
                throw new InvalidPolicy("%s %s: %s is missing".formatted(kind, key, missing.get()));
            }
            if (!object.key().equals(key)) {
                throw new InvalidPolicy("%s %s: describes %s instead".formatted(kind, key, object.key()));
            }
            return object;
        } catch (JacksonException e) {
            var field = e.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .filter(name -> name != null)
                    .collect(Collectors.joining("."));
            throw new InvalidPolicy("%s %s: this version cannot read its %s"
                    .formatted(kind, key, field.isEmpty() ? "description" : field));
        } catch (IllegalArgumentException e) {
            throw new InvalidPolicy("%s %s: this version knows no such kind".formatted(kind, key));
        }
    }

    /** The components that are null without being {@link Nullable}, which Jackson does not ask for. */
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

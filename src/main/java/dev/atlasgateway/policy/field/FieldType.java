package dev.atlasgateway.policy.field;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type of values: how they are read, written, shown and checked, and what the JSON schema says of them.
 *
 * @param display returns what the console shows
 * @param schema the JSON schema
 * @param rule notes what makes an object unfit for decisions
 * @param changeRule notes what is rejected in changes only; stored objects may have it
 */
public record FieldType<V>(
        Reader<V> reader,
        Writer<V> writer,
        Function<V, String> display,
        Map<String, Object> schema,
        Rule<V> rule,
        Rule<V> changeRule) {

    /** Reads a value. */
    @FunctionalInterface
    public interface Reader<V> {

        /** Returns null if it cannot be read, which it notes as a fault of the value. */
        @Nullable
        V read(RawValue value);
    }

    /** Writes a value into a document. */
    @FunctionalInterface
    public interface Writer<V> {

        /** Returns a text, number, flag, list or map; null if the document leaves the value out. */
        @Nullable
        Object write(V value);
    }

    /** Checks a value. */
    @FunctionalInterface
    public interface Rule<V> {

        /** @param faults takes the place inside the value, such as {@code [0].sha256}, and a sentence */
        void check(V value, BiConsumer<String, String> faults);

        /** @param fault returns what is wrong with the value as a whole */
        static <V> Rule<V> of(Function<V, Optional<String>> fault) {
            return (value, faults) -> fault.apply(value).ifPresent(sentence -> faults.accept("", sentence));
        }
    }

    /** A type that is written as its text, and has no rules. */
    public static <V> FieldType<V> of(Reader<V> reader, Function<V, String> writer, Object schemaType) {
        return new FieldType<>(
                reader,
                writer::apply,
                writer,
                Map.of("type", schemaType),
                (value, faults) -> {},
                (value, faults) -> {});
    }

    public @Nullable V read(RawValue value) {
        return reader.read(value);
    }

    public FieldType<V> writtenAs(Writer<V> written) {
        return new FieldType<>(reader, written, display, schema, rule, changeRule);
    }

    public FieldType<V> shownAs(Function<V, String> shown) {
        return new FieldType<>(reader, writer, shown, schema, rule, changeRule);
    }

    /** Adds what the JSON schema says. */
    public FieldType<V> schema(String keyword, Object value) {
        var more = new LinkedHashMap<>(schema);
        more.put(keyword, value);
        return new FieldType<>(reader, writer, display, more, rule, changeRule);
    }

    public FieldType<V> checkedBy(Rule<V> check) {
        return new FieldType<>(reader, writer, display, schema, check, changeRule);
    }

    public FieldType<V> checkedInChangesBy(Rule<V> check) {
        return new FieldType<>(reader, writer, display, schema, rule, check);
    }

    /** Returns this type without its rules. */
    public FieldType<V> unchecked() {
        return new FieldType<>(reader, writer, display, schema, (value, faults) -> {}, (value, faults) -> {});
    }
}

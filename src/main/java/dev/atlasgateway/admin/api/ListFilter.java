package dev.atlasgateway.admin.api;

import dev.atlasgateway.policy.PolicyObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A filter of a list. It turns a parameter's value into a condition, or throws {@link IllegalArgumentException}. */
@FunctionalInterface
interface ListFilter {

    Predicate<PolicyObject> of(String value);

    static <T extends PolicyObject> ListFilter is(Class<T> type, Function<T, String> field) {
        return value -> object -> field.apply(type.cast(object)).equals(value);
    }

    /** Filters by a part of the text of any of the fields, ignoring case. */
    @SafeVarargs
    static <T extends PolicyObject> ListFilter contains(Class<T> type, Function<T, @Nullable String>... fields) {
        return value -> {
            var sought = value.toLowerCase(Locale.ROOT);
            return object -> Arrays.stream(fields)
                    .map(field -> field.apply(type.cast(object)))
                    .anyMatch(text ->
                            text != null && text.toLowerCase(Locale.ROOT).contains(sought));
        };
    }

    static <T extends PolicyObject> ListFilter covers(Class<T> type, BiPredicate<T, String> covering) {
        return value -> object -> covering.test(type.cast(object), value);
    }

    /** @param words all values of the field */
    static <T extends PolicyObject> ListFilter oneOf(
            Class<T> type, List<String> words, Function<T, @Nullable String> field) {
        return value -> {
            if (!words.contains(value)) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", words));
            }
            return object -> value.equals(field.apply(type.cast(object)));
        };
    }

    static <T extends PolicyObject> ListFilter flag(Class<T> type, Predicate<T> field) {
        return oneOf(type, List.of("true", "false"), object -> String.valueOf(field.test(object)));
    }

    static <T extends PolicyObject> ListFilter before(Class<T> type, BiPredicate<T, Instant> before) {
        return value -> {
            var moment = moment(value);
            return object -> before.test(type.cast(object), moment);
        };
    }

    static Instant moment(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be an instant such as 2027-01-01T00:00:00Z", e);
        }
    }

    static List<String> words(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::toString).toList();
    }
}

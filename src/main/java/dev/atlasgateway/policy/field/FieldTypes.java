package dev.atlasgateway.policy.field;

import dev.atlasgateway.policy.field.FieldType.Rule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** The types of values that policy objects consist of. */
public final class FieldTypes {

    /** The JSON types that an unquoted text in YAML may have. */
    private static final List<String> TEXT = List.of("string", "number", "boolean");

    private static final List<String> WORD = List.of("string", "integer", "boolean");
    private static final String CONTROL = "\\u0000-\\u001f\\u007f-\\u009f";
    private static final int MAX_LINE_LENGTH = 500;

    /** Largest capacity and refill of a quota. */
    public static final long MAX_TOKENS = 1_000_000;

    private static final Duration LONGEST_PERIOD = Duration.ofDays(1);

    /** One line of text. */
    public static final FieldType<String> LINE = text(TEXT)
            .schema("maxLength", MAX_LINE_LENGTH)
            .schema("pattern", "^[^%1$s]*[^\\s%1$s][^%1$s]*$".formatted(CONTROL))
            .checkedBy(Rule.of(FieldTypes::faultOfLine))
            .checkedInChangesBy(Rule.of(PlainText::deceptive));

    /** A name that the policy gives: to a team, a guardrail, an account. */
    public static final FieldType<String> NAME = matching(
            "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
            "a name (letters, digits, dots, hyphens, underscores; starts with a letter or digit; at most 64)");

    /** The name of a team, which must exist. That is checked where the whole policy is known. */
    public static final FieldType<String> TEAM_NAME = NAME.unchecked();

    public static final FieldType<String> GROUP_ID = matching("[0-9a-f]{24}", "24 lower-case hexadecimal digits");

    /** The groupId of a project, which must exist. That is checked where the whole policy is known. */
    public static final FieldType<String> PROJECT_ID = GROUP_ID.unchecked();

    public static final FieldType<String> CLIENT_ID = matching(
            "(mdb_sa_id_[0-9a-f]{24}|[a-z]{8})",
            "mdb_sa_id_ and 24 lower-case hexadecimal digits, or the 8 lower-case letters of an API key");

    public static final FieldType<String> INSTANCES = matching(
            "[A-Za-z0-9*][A-Za-z0-9*-]{0,63}",
            "an instance name (letters, digits, hyphens, at most 64) in which * stands for any characters");

    public static final FieldType<Boolean> FLAG =
            FieldType.of(FieldTypes::flag, String::valueOf, "boolean").writtenAs(flag -> flag ? true : null);

    /** A number of quota tokens. */
    public static final FieldType<Long> TOKENS = FieldType.of(FieldTypes::number, String::valueOf, "integer")
            .writtenAs(tokens -> tokens)
            .schema("minimum", 1)
            .schema("maximum", MAX_TOKENS)
            .checkedBy(Rule.of(tokens -> faultOfTokens(tokens >= 1)))
            .checkedInChangesBy(Rule.of(tokens -> faultOfTokens(tokens <= MAX_TOKENS)));

    /** A period of whole seconds, because refusals state it in seconds; at most one day. */
    public static final FieldType<Duration> PERIOD = FieldType.of(FieldTypes::duration, FieldTypes::written, "string")
            .shownAs(FieldTypes::shown)
            .schema("pattern", "^(\\d+(s|m|h|d)|P(?=[\\dT])(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?)$")
            .checkedBy(Rule.of(period -> fault(
                    period.isPositive() && period.compareTo(LONGEST_PERIOD) <= 0,
                    period + " is not a time of at most one day")))
            .checkedInChangesBy(
                    Rule.of(period -> fault(period.getNano() == 0, period + " is not a time in whole seconds")));

    /** The end of a grant or a secret. */
    public static final FieldType<Instant> END = FieldType.of(FieldTypes::instant, Instant::toString, "string")
            .shownAs(end -> end.toString().replace("T", " ").replace("Z", " UTC"))
            .schema(
                    "pattern",
                    "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?"
                            + "(Z|[+-]\\d\\d:\\d\\d)$")
            .schema("examples", List.of("2027-01-01T00:00:00Z"))
            .checkedInChangesBy(Rule.of(Expiry::fault));

    private FieldTypes() {}

    private static FieldType<String> text(List<String> schemaType) {
        return FieldType.of(RawValue::text, Function.identity(), schemaType);
    }

    /** A field that disables an object. Documents leave it out if it is false. */
    public static <T> Field<T, Boolean> disabled(Function<T, Boolean> getter, String description) {
        return Field.<T, Boolean>optional("disabled", "Status", FLAG, getter::apply, description)
                .withStandIn(false)
                .shownAs(object -> getter.apply(object) ? "disabled" : "enabled");
    }

    /** A text of a fixed form, of one word. */
    public static FieldType<String> matching(String regex, String what) {
        var pattern = Pattern.compile(regex);
        return text(WORD)
                .schema("minimum", 0)
                .schema("pattern", "^" + regex + "$")
                .checkedBy(Rule.of(text -> fault(pattern.matcher(text).matches(), "must be " + what)));
    }

    /** A text of several lines. */
    public static FieldType<String> lines(int max) {
        return text(List.of("string", "boolean"))
                .schema("maxLength", max)
                .schema("pattern", "\\S")
                .checkedBy(Rule.of(text -> faultOfLength(text, max)))
                .checkedInChangesBy(Rule.of(PlainText::faultOfLines));
    }

    /** A constant, by a word of its own. */
    public static <E extends Enum<E>> FieldType<E> oneOf(E[] constants, Function<E, String> word, String what) {
        var words = Arrays.stream(constants).map(word).toList();
        return FieldType.<E>of(
                        value -> {
                            var index = words.indexOf(value.scalar());
                            return index >= 0
                                    ? constants[index]
                                    : value.fault((value.scalar().isEmpty() ? "" : value.scalar() + " ") + "is not "
                                            + what + "; use one of " + String.join(", ", words));
                        },
                        word,
                        "string")
                .schema("enum", words);
    }

    /** A constant, by its name in lower case. */
    public static <E extends Enum<E>> FieldType<E> oneOf(E[] constants, String what) {
        return oneOf(constants, constant -> constant.name().toLowerCase(Locale.ROOT), what);
    }

    /** A list. If one of its items cannot be read, the list cannot be read. */
    public static <V> FieldType<List<V>> listOf(FieldType<V> type) {
        return new FieldType<>(
                value -> {
                    var raw = value.items();
                    var items = raw.stream()
                            .map(type::read)
                            .<V>mapMulti((item, next) -> {
                                if (item != null) {
                                    next.accept(item);
                                }
                            })
                            .toList();
                    return items.size() == raw.size() ? items : null;
                },
                items -> items.stream()
                        .<@Nullable Object>map(type.writer()::write)
                        .toList(),
                items -> items.stream().map(type.display()).collect(Collectors.joining("\n")),
                Map.of("type", "array", "items", type.schema()),
                each(type.rule()),
                each(type.changeRule()));
    }

    private static <V> Rule<List<V>> each(Rule<V> rule) {
        return (items, faults) -> {
            for (int i = 0; i < items.size(); i++) {
                var place = "[" + i + "]";
                rule.check(
                        items.get(i),
                        (inside, sentence) -> faults.accept(place + (inside.isEmpty() ? "" : "." + inside), sentence));
            }
        };
    }

    private static @Nullable Boolean flag(RawValue value) {
        return switch (value.scalar()) {
            case "true" -> true;
            case "false" -> false;
            default -> value.fault("must be true or false");
        };
    }

    /** Reads a number that is too large as the largest one, which the rules then reject. */
    private static @Nullable Long number(RawValue value) {
        var text = value.scalar();
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return text.matches("[-+]?\\d+")
                    ? Long.valueOf(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE)
                    : value.fault("must be a whole number");
        }
    }

    private static @Nullable Instant instant(RawValue value) {
        try {
            return Instant.parse(value.scalar());
        } catch (DateTimeException e) {
            return value.fault("must be an instant such as 2027-01-01T00:00:00Z");
        }
    }

    private static @Nullable Duration duration(RawValue value) {
        try {
            return value.scalar().matches("\\d*")
                    ? value.fault("must be a duration with its unit, such as 60s or PT1M")
                    : DurationStyle.detectAndParse(value.scalar());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return value.fault("must be a duration such as 60s or PT1M");
        }
    }

    private static String written(Duration period) {
        return period.getNano() == 0 ? period.toSeconds() + "s" : period.toString();
    }

    /** Returns the period as people write it: {@code 1h}, {@code 90s}. */
    private static String shown(Duration period) {
        if (period.getNano() != 0) {
            return written(period); // stored by an earlier release
        }
        var seconds = period.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static Optional<String> faultOfTokens(boolean valid) {
        return fault(valid, "is not between 1 and " + MAX_TOKENS);
    }

    private static Optional<String> faultOfLine(String text) {
        return faultOfLength(text, MAX_LINE_LENGTH)
                .or(() -> fault(PlainText.isOfOneLine(text), "must be one line, without control characters"));
    }

    private static Optional<String> faultOfLength(String text, int max) {
        return fault(
                        !text.isBlank() && text.codePointCount(0, text.length()) <= max,
                        "must have 1 to " + max + " characters")
                .or(() -> fault(text.equals(text.strip()), "must not begin or end with white space"));
    }

    private static Optional<String> fault(boolean valid, String sentence) {
        return valid ? Optional.empty() : Optional.of(sentence);
    }
}

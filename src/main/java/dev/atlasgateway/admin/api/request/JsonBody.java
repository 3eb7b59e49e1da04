package dev.atlasgateway.admin.api.request;

import dev.atlasgateway.contract.MalformedJsonException;
import dev.atlasgateway.contract.StrictJson;
import dev.atlasgateway.policy.Spelling;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON as a record. Rejects everything that it does not understand. */
public final class JsonBody {

    private static final StrictJson PARSER = new StrictJson(StreamReadConstraints.defaults());
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonBody() {}

    static <T> T read(byte[] body, Class<T> type) {
        try {
            return MAPPER.treeToValue(parse(body), type);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            var json = PARSER.parse(body);
            if (json.isNull()) { // Jackson would read it as a missing object
                throw Problems.badField("", "must be " + wanted(Map.class));
            }
            return json;
        } catch (MalformedJsonException e) {
            throw Problems.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Reports only the place, because Jackson's message quotes the body, which may contain a secret. */
    private static ErrorResponseException refusal(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problems.badField(
                    pointer(unknown), "is not a key here" + hint(unknown.getPropertyName(), known(unknown)));
        }
        var type = e instanceof MismatchedInputException mismatched ? mismatched.getTargetType() : null;
        return Problems.badField(pointer(e), "must be " + wanted(type));
    }

    public static String hint(String word, Collection<String> known) {
        var hint = Spelling.hint(word, known);
        return hint.isEmpty() ? "; use " + known.stream().sorted().collect(Collectors.joining(", ")) : hint;
    }

    private static List<String> known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
    }

    private static String pointer(JacksonException e) {
        return Problems.pointer(e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
                .toList());
    }

    private static String wanted(@Nullable Class<?> type) {
        if (type != null && type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return switch (type == null ? "" : type.getSimpleName()) {
            case "Instant" -> "an instant such as 2027-01-01T00:00:00Z";
            case "String" -> "a text";
            case "Boolean" -> "true or false";
            case "List", "ArrayList", "Collection" -> "a list";
            default -> "a JSON object with the fields that are described";
        };
    }
}

package dev.atlasgateway.admin.api;

import dev.atlasgateway.policy.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a request, bounded by {@link BodyBounds}, strictly: what it does not understand it refuses, naming it. */
final class JsonBody {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    static Map<String, Object> fields(InputStream body) throws IOException {
        var bytes = body.readAllBytes();
        try {
            return Objects.requireNonNullElse(JSON.readValue(bytes, new TypeReference<>() {}), Map.of());
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    /** @param type a record; an empty body is one of which every field is absent */
    static <T> T read(InputStream body, Class<T> type) throws IOException {
        var bytes = body.readAllBytes();
        try {
            return JSON.readValue(bytes.length == 0 ? new byte[] {'{', '}'} : bytes, type);
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    /** The parser's own words quote the body, which may hold secrets, so only its place is told. */
    static ErrorResponseException refused(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                Problems.badField(
                        pointer(unknown), "is not a key here" + hint(unknown.getPropertyName(), known(unknown)));
            case MismatchedInputException mismatched ->
                Problems.badField(pointer(mismatched), "must be " + wanted(mismatched.getTargetType()));
            default ->
                Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "The body is not JSON, or has a key twice: look at line %d, column %d."
                                .formatted(
                                        e.getLocation().getLineNr(),
                                        e.getLocation().getColumnNr()));
        };
    }

    static String hint(String word, Collection<String> known) {
        var hint = Spelling.hint(word, known);
        return hint.isEmpty() ? "; use " + known.stream().sorted().collect(Collectors.joining(", ")) : hint;
    }

    private static List<String> known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
    }

    private static String pointer(DatabindException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()))
                .collect(Collectors.joining());
    }

    private static String wanted(Class<?> type) {
        if (type != null && type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
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

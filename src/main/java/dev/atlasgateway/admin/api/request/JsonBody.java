package dev.atlasgateway.admin.api.request;

import dev.atlasgateway.contract.MalformedJsonException;
import dev.atlasgateway.contract.StrictJson;
import dev.atlasgateway.policy.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a request, which {@link BodyBounds} limits. Refuses everything that it does not understand. */
public final class JsonBody {

    private static final StrictJson PARSER = new StrictJson(StreamReadConstraints.defaults());
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonBody() {}

    public static Map<String, Object> fields(InputStream body) throws IOException {
        try {
            return MAPPER.treeToValue(parse(body.readAllBytes()), new TypeReference<>() {});
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    /** Reads a record. An empty body is a record without any field. */
    public static <T> T read(InputStream body, Class<T> type) throws IOException {
        var bytes = body.readAllBytes();
        try {
            return MAPPER.treeToValue(bytes.length == 0 ? MAPPER.createObjectNode() : parse(bytes), type);
        } catch (JacksonException e) {
            throw refused(e);
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
    public static ErrorResponseException refused(JacksonException e) {
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

    public static String hint(String word, Collection<String> known) {
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

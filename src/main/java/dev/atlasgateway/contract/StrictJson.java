package dev.atlasgateway.contract;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses JSON (RFC 8259) so that no second parser could read it differently. */
final class StrictJson {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(64)
                            .maxNameLength(1024)
                            .maxStringLength(65_536)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** @throws Refusal {@link Problem#MALFORMED_JSON}, saying where */
    static JsonNode read(byte[] body) {
        if (body.length == 0) {
            throw malformed("The body is empty; it must be a JSON object.");
        }
        if (isUtf16Or32(body)) {
            throw malformed("The body must be JSON in UTF-8.");
        }
        try {
            return JSON.readTree(body);
        } catch (StreamConstraintsException e) {
            throw malformed("The body is nested too deeply or has a name, text or number that is too long" + at(e));
        } catch (StreamReadException e) {
            throw malformed("The body is not valid JSON" + at(e));
        } catch (JacksonException e) {
            throw malformed("The body has a field twice, or something after its end" + at(e));
        }
    }

    /** The parser guesses these from the first bytes and would read them; what was announced as UTF-8 must be that. */
    private static boolean isUtf16Or32(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xfe) == 0xfe);
    }

    private static String at(JacksonException e) {
        var place = e.getLocation();
        return place == null || place.getLineNr() < 1
                ? "."
                : " (line %d, column %d).".formatted(place.getLineNr(), place.getColumnNr());
    }

    private static Refusal malformed(String detail) {
        return Refusal.of(Problem.MALFORMED_JSON, detail);
    }
}

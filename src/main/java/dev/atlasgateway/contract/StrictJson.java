package dev.atlasgateway.contract;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses JSON (RFC 8259) so strictly that no other parser can read the same bytes differently. */
public final class StrictJson {

    private final JsonMapper mapper;

    public StrictJson(StreamReadConstraints limits) {
        this.mapper = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** @throws MalformedJsonException with a sentence that says what is wrong and where, without quoting the body */
    public JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw new MalformedJsonException("The body is empty. It must be a JSON object.");
        }
        if (isUtf16Or32(body)) {
            throw new MalformedJsonException("The body must be JSON in UTF-8.");
        }
        try {
            return mapper.readTree(body);
        } catch (StreamConstraintsException e) {
            throw malformed("The body is nested too deeply, or has a name, text or number that is too long", e);
        } catch (StreamReadException e) {
            throw malformed("The body is not valid JSON", e);
        } catch (JacksonException e) {
            throw malformed("The body has a field twice, or something after its end", e);
        }
    }

    /** Detects encodings that the parser would guess from the first bytes. Only UTF-8 is accepted. */
    private static boolean isUtf16Or32(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xfe) == 0xfe);
    }

    private static MalformedJsonException malformed(String what, JacksonException e) {
        var place = e.getLocation();
        return new MalformedJsonException(
                place == null || place.getLineNr() < 1
                        ? what + "."
                        : "%s (line %d, column %d).".formatted(what, place.getLineNr(), place.getColumnNr()));
    }
}

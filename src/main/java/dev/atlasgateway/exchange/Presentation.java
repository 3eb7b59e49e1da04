package dev.atlasgateway.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Form of a response that the caller asks for: {@code envelope} and {@code pretty}, also for errors. */
public record Presentation(boolean envelope, boolean pretty) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Reads the two flags from a raw query. Ignores everything else in it, which the contract checks. */
    public static Presentation of(@Nullable String query) {
        if (query == null) {
            return new Presentation(false, false);
        }
        var parameters = Arrays.asList(query.split("&"));
        return new Presentation(parameters.contains("envelope=true"), parameters.contains("pretty=true"));
    }

    /**
     * Returns the bytes to send: the entity itself or {@code {"status":…,"content":…}}, indented if asked. A list has no
     * {@code content}: it gains the status, as at Atlas.
     */
    public byte[] render(int status, byte[] json) {
        var body = envelope && json.length > 0 ? inEnvelope(status, json) : json;
        return pretty && body.length > 0
                ? JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(JSON.readTree(body))
                : body;
    }

    private static byte[] inEnvelope(int status, byte[] json) {
        if (JSON.readTree(json) instanceof ObjectNode list
                && list.path("results").isArray()) {
            return JSON.writeValueAsBytes(list.put("status", status));
        }
        var out = new ByteArrayOutputStream(json.length + 32);
        out.writeBytes(("{\"status\":" + status + ",\"content\":").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json);
        out.write('}');
        return out.toByteArray();
    }
}

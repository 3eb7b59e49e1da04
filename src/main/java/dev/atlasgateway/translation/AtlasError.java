package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.RetryAfter;
import java.util.HashMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Passes on a refusal by Atlas: its status, errorCode and parameters, and only the fields of {@code ApiError}. */
final class AtlasError {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> FIELDS = List.of("badRequestDetail", "detail", "parameters", "reason");

    private AtlasError() {}

    static ApiResponse response(Reply answer, ObjectNode body) {
        var error = JSON.createObjectNode();
        for (var field : FIELDS) {
            if (body.hasNonNull(field)) {
                error.set(field, body.get(field));
            }
        }
        var code = body.path("errorCode").asString("UNEXPECTED_ERROR"); // some old 401 answers have no errorCode
        error.put("error", answer.status()).put("errorCode", code);
        var headers = new HashMap<String, String>();
        headers.put("X-Error-Code", code);
        var last = answer.attempts().getLast();
        var retryAfter = RetryAfter.of(answer.headers(), last.startedAt().plus(last.duration()));
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(RetryAfter.seconds(retryAfter)));
        }
        return new ApiResponse(answer.status(), headers, JSON.writeValueAsBytes(error));
    }
}

package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.RetryAfter;
import java.util.HashMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Carries Atlas's own refusal over: its status, errorCode and parameters, and only the fields of {@code ApiError}. */
final class AtlasError {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> FIELDS = List.of("badRequestDetail", "detail", "parameters", "reason");

    private AtlasError() {}

    static ApiResponse carriedOver(Reply answer, ObjectNode said) {
        var error = JSON.createObjectNode();
        for (var field : FIELDS) {
            if (said.hasNonNull(field)) {
                error.set(field, said.get(field));
            }
        }
        var code = said.path("errorCode").asString("UNEXPECTED_ERROR"); // some old 401s come without one
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

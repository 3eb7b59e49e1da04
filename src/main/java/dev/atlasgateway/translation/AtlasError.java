package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.RetryAfter;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Passes on an error of Atlas: its status, errorCode and parameters, and only the fields of {@code ApiError}.
 *
 * <p>A refusal counts by its status, even if its body cannot be read.
 */
final class AtlasError {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> FIELDS = List.of("badRequestDetail", "detail", "parameters", "reason");

    private AtlasError() {}

    /**
     * Returns whether a response is an error that the caller gets with its status.
     *
     * <p>Without a readable body, only a status that says that nothing was done counts. A 404 and a 410 also need a sign
     * that Atlas itself sent them. Tools forget an instance after such an answer, and a proxy that does not know the path
     * gives the same.
     */
    static boolean isError(Reply reply) {
        return switch (reply.status()) {
            case 404, 410 -> reply.errorCode() != null || isUnreadableJson(reply);
            default ->
                reply.body().isObject() ? reply.status() >= 400 : reply.status() / 100 == 4 || reply.status() == 503;
        };
    }

    private static boolean isUnreadableJson(Reply reply) {
        return !reply.body().isObject()
                && reply.headers().getOrDefault("content-type", "").contains("json");
    }

    static ApiResponse response(Reply reply) {
        var code = code(reply);
        var error = fields(reply).put("error", reply.status()).put("errorCode", code);
        if (reply.mayHaveApplied()) {
            error.put("detail", (error.path("detail").asString("") + NoAnswer.doubt(reply)).strip());
        }
        var headers = new HashMap<String, String>();
        headers.put("X-Error-Code", code);
        var retryAfter = retryAfter(reply);
        if (retryAfter != null) {
            headers.put("Retry-After", retryAfter);
        }
        return new ApiResponse(reply.status(), headers, JSON.writeValueAsBytes(error));
    }

    private static ObjectNode fields(Reply reply) {
        var error = JSON.createObjectNode();
        if (!reply.body().isObject()) {
            var status = HttpStatus.resolve(reply.status());
            return error.put(
                            "detail",
                            "Atlas refused the call with status %d and without a readable reason."
                                    .formatted(reply.status()))
                    .put("reason", status == null ? "" : status.getReasonPhrase());
        }
        for (var field : FIELDS) {
            if (reply.body().hasNonNull(field)) {
                error.set(field, reply.body().get(field));
            }
        }
        return error;
    }

    /** Returns Atlas's errorCode. Some of its answers have none, such as old 401 answers. */
    static String code(Reply reply) {
        return Objects.requireNonNullElse(reply.errorCode(), "UNEXPECTED_ERROR");
    }

    /** Returns the header Retry-After in seconds; null if Atlas sent no valid one. */
    static @Nullable String retryAfter(Reply reply) {
        var last = reply.attempts().getLast();
        var wait = RetryAfter.of(reply.headers(), last.startedAt().plus(last.duration()));
        return wait == null ? null : Long.toString(RetryAfter.seconds(wait));
    }
}

package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.Presentation;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of an answer in the form of the interface that was called: Atlas's, an RFC 9457 problem of the admin API, or a
 * plain page.
 */
record ResponseBody(String mediaType, byte[] bytes) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Needs no template and no asset, because those may have failed. */
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
              <head><meta charset="utf-8"><title>%1$s · Atlas Gateway</title></head>
              <body><main><h1>%1$s</h1><p>%2$s</p><p>Request id: %3$s</p></main></body>
            </html>
            """;

    static ResponseBody of(String path, @Nullable String query, String requestId, ApiResponse answer) {
        return switch (ErrorFormat.of(path)) {
            case PROBLEM_JSON -> new ResponseBody("application/problem+json", problem(answer));
            case PAGE -> new ResponseBody("text/html;charset=utf-8", page(answer, requestId));
            case ATLAS ->
                new ResponseBody(
                        answer.headers().getOrDefault("Content-Type", "application/json"),
                        Presentation.of(query).render(answer.status(), answer.body()));
        };
    }

    private static byte[] problem(ApiResponse refusal) {
        var error = JSON.readTree(refusal.body());
        var problem = new LinkedHashMap<String, Object>();
        problem.put("title", text(error, "reason"));
        problem.put("status", refusal.status());
        problem.put("detail", text(error, "detail"));
        return JSON.writeValueAsBytes(problem);
    }

    private static byte[] page(ApiResponse refusal, String requestId) {
        var error = JSON.readTree(refusal.body());
        return PAGE.formatted(
                        HtmlUtils.htmlEscape(text(error, "reason")),
                        HtmlUtils.htmlEscape(text(error, "detail")),
                        HtmlUtils.htmlEscape(requestId))
                .getBytes(UTF_8);
    }

    private static String text(JsonNode error, String field) {
        return error.path(field).asString();
    }
}

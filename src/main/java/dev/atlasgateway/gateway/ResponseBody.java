package dev.atlasgateway.gateway;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.Presentation;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The body of an answer in the form of the API that was called: Atlas's, or an RFC 9457 problem of the admin API. */
record ResponseBody(String mediaType, byte[] bytes) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static ResponseBody of(@Nullable String path, @Nullable String query, ApiResponse answer) {
        return path != null && path.startsWith("/admin/")
                ? new ResponseBody("application/problem+json", problem(answer))
                : new ResponseBody("application/json", Presentation.of(query).render(answer.status(), answer.body()));
    }

    private static byte[] problem(ApiResponse refusal) {
        var error = JSON.readTree(refusal.body());
        var problem = new LinkedHashMap<String, Object>();
        problem.put("title", error.path("reason").asString());
        problem.put("status", refusal.status());
        problem.put("detail", error.path("detail").asString());
        return JSON.writeValueAsBytes(problem);
    }
}

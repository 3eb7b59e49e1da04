package dev.atlasgateway.gateway;

import dev.atlasgateway.exchange.ApiResponse;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is refused before any endpoint of the admin API sees it, in that API's form: an RFC 9457 problem. */
final class ResponseBody {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.shared();

    private ResponseBody() {}

    static boolean isOn(@Nullable String path) {
        return path != null && path.startsWith("/admin/");
    }

    /** The same refusal with the fields of a problem. */
    static byte[] of(ApiResponse refusal) {
        var error = JSON.readTree(refusal.body());
        var problem = new LinkedHashMap<String, Object>();
        problem.put("title", error.path("reason").asString());
        problem.put("status", refusal.status());
        problem.put("detail", error.path("detail").asString());
        return JSON.writeValueAsBytes(problem);
    }
}

package dev.atlasgateway.contract;

import dev.atlasgateway.exchange.ApiRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.http.HttpHeaders;

/** Requests of callers. */
final class Requests {

    static final String PATH = "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev";
    static final String FLEX_PATH = "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev";

    private Requests() {}

    static ApiRequest get(String path, String query) {
        return request("GET", path, query, new HttpHeaders(), new byte[0]);
    }

    static ApiRequest patch(String json) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
        return patch(headers, json.getBytes(StandardCharsets.UTF_8));
    }

    static ApiRequest patch(HttpHeaders headers, byte[] body) {
        return request("PATCH", PATH, null, headers, body);
    }

    static ApiRequest request(String method, String path, String query, HttpHeaders headers, byte[] body) {
        return new ApiRequest(
                "test", Instant.EPOCH, method, path, query, headers, "127.0.0.1", () -> new ByteArrayInputStream(body));
    }
}

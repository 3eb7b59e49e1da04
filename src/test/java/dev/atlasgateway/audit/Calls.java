package dev.atlasgateway.audit;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.guardrail.ApprovedChanges;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes calls with the evidence of each step, as the pipeline does. */
final class Calls {

    static final String GROUP = ApprovedChanges.PROJECT;
    static final Caller PAYMENTS = new Caller("payments", "client", "issuer", LoginKind.SERVICE_ACCOUNT);
    static final Call UPDATE = new Call(Operation.UPDATE_SERVERLESS_INSTANCE, GROUP, "orders-dev");
    static final Change CHANGE = new Change(List.of(new Change.Tag("env", "prod")), true, null);

    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final String PATH = "/api/atlas/v1.0/groups/" + GROUP + "/serverless/orders-dev";

    private Calls() {}

    static ApiRequest request() {
        return requestAt(Instant.now());
    }

    static ApiRequest requestAt(Instant receivedAt) {
        return request(receivedAt, "PATCH", PATH, null, new HttpHeaders(), InputStream::nullInputStream);
    }

    static ApiRequest request(
            String method, String path, @Nullable String query, HttpHeaders headers, ApiRequest.Body body) {
        return request(Instant.now(), method, path, query, headers, body);
    }

    private static ApiRequest request(
            Instant receivedAt,
            String method,
            String path,
            @Nullable String query,
            HttpHeaders headers,
            ApiRequest.Body body) {
        var id = "request-" + REQUESTS.incrementAndGet();
        return new ApiRequest(id, receivedAt, method, path, query, headers, "10.1.2.3", body);
    }

    static AuthorizedCall authorized() {
        return ApprovedChanges.update(CHANGE).authorized();
    }

    static AtlasRequest patch(String instance, String body) {
        return outbound("PATCH", instance, (ObjectNode) JsonMapper.shared().readTree(body));
    }

    static AtlasRequest patch() {
        return patch("orders-dev", "{\"tags\":[{\"key\":\"env\",\"value\":\"prod\"}]}");
    }

    static AtlasRequest get() {
        return outbound("GET", "orders-dev", null);
    }

    private static AtlasRequest outbound(String method, String instance, @Nullable ObjectNode body) {
        var path = "/api/atlas/v2/groups/" + GROUP + "/flexClusters/" + instance;
        var template = "/api/atlas/v2/groups/{groupId}/flexClusters/{name}";
        return new AtlasRequest("main", GROUP + "/" + instance, method, path, template, Map.of(), body);
    }

    static AtlasResponse answered(int status, String body) {
        var effect = status < 300 ? Effect.APPLIED : Effect.NONE;
        return new AtlasResponse.Reply(status, Map.of(), json(body), List.of(attempt(status, effect)));
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    static AtlasResponse unanswered(AtlasResponse.Cause cause, Attempt... attempts) {
        return new AtlasResponse.NoReply(cause, null, List.of(attempts));
    }

    static Attempt attempt(int status, Effect effect) {
        return new Attempt(Instant.now(), Duration.ofMillis(7), status, effect, status == 0 ? "reset" : null);
    }

    static ApiResponse ok() {
        return new ApiResponse(200, Map.of(), new byte[0]);
    }

    /** Makes a whole change that succeeds. */
    static ApiResponse update(AuditEntry entry, AtlasRequest outbound) {
        entry.noteCall(UPDATE);
        entry.noteGrant(authorized());
        entry.noteChange(CHANGE);
        entry.storeIntent(outbound);
        entry.noteResponse(answered(200, "{}"));
        return ok();
    }
}

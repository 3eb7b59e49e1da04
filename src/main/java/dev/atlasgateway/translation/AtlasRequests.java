package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Api;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Page;
import dev.atlasgateway.exchange.AtlasRequest;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Builds requests to Atlas. */
final class AtlasRequests {

    private AtlasRequests() {}

    /** Returns the call of another API that asks for the same. */
    static Call in(Api api, Call call) {
        return call.as(call.operation().in(api));
    }

    /**
     * Returns the request for a call. A change of nothing becomes a read.
     *
     * <p>A list is asked for as a whole, because the gateway pages what is left of it for the team.
     *
     * @param body the fields to change
     */
    static AtlasRequest of(Call call, ObjectNode body, String account) {
        var resource = call.groupId() + "/" + call.instance();
        var type = call.operation().api().mediaType();
        var path =
                call.operation().isList() ? call.path() + "?" + new Page(1, Page.MAX_SIZE, true).query() : call.path();
        var template = call.operation().path();
        return body.isEmpty()
                ? new AtlasRequest(account, resource, "GET", path, template, Map.of("Accept", type), null)
                : new AtlasRequest(
                        account, resource, "PATCH", path, template, Map.of("Accept", type, "Content-Type", type), body);
    }
}

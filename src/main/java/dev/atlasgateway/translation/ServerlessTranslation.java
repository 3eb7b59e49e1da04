package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.guardrail.ApprovedChange;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Translation for an Atlas, or a simulated one, that still serves v1.0: the same path and shape, serialized anew. */
final class ServerlessTranslation implements Translation {

    private static final Map<String, String> READING = Map.of("Accept", "application/json");
    private static final Map<String, String> CHANGING =
            Map.of("Accept", "application/json", "Content-Type", "application/json");

    @Override
    public AtlasRequest request(ApprovedChange approved) {
        var call = approved.authorized().call();
        var account = approved.authorized().project().account();
        var path = "/api/atlas/v1.0/groups/" + call.groupId() + "/serverless/" + call.instance();
        var resource = call.groupId() + "/" + call.instance();
        return approved.change().equals(Change.NONE)
                ? new AtlasRequest(account, resource, "GET", path, READING, null)
                : new AtlasRequest(
                        account,
                        resource,
                        "PATCH",
                        path,
                        CHANGING,
                        approved.change().toJson());
    }

    @Override
    public ObjectNode instance(ObjectNode atlas) {
        return atlas;
    }
}

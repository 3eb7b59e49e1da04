package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Asks Atlas for the same operation: the same path and shape, serialized anew. Answers pass whole, with unknown fields. */
final class PassThrough implements Translation {

    /** A change of nothing becomes a read. */
    @Override
    public AtlasRequest request(Call call, Change change, String account) {
        var resource = call.groupId() + "/" + call.instance();
        var type = call.operation().api().mediaType();
        var body = change.toJson();
        return body.isEmpty()
                ? new AtlasRequest(account, resource, "GET", call.path(), Map.of("Accept", type), null)
                : new AtlasRequest(
                        account, resource, "PATCH", call.path(), Map.of("Accept", type, "Content-Type", type), body);
    }

    @Override
    public ObjectNode instance(Call call, ObjectNode atlas) {
        return atlas;
    }
}

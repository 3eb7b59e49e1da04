package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import tools.jackson.databind.node.ObjectNode;

/** Asks Atlas for the same operation: the same path and shape, serialized anew. Answers pass whole, with unknown fields. */
final class PassThroughTranslation implements Translation {

    @Override
    public AtlasRequest request(Call call, Change change, String account) {
        return AtlasRequests.of(call, change.toJson(), account);
    }

    @Override
    public ObjectNode instance(Call call, ObjectNode atlas) {
        return atlas;
    }
}

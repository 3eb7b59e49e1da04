package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Api;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import tools.jackson.databind.node.ObjectNode;

/** Translates the serverless APIs for an Atlas, or a simulated one, that still serves v1.0. */
record ServerlessToV1(String publicUrl) implements Translation {

    @Override
    public AtlasRequest request(Call call, Change change, String account) {
        return AtlasRequests.of(AtlasRequests.in(Api.V1_SERVERLESS, call), change.toJson(), account);
    }

    /** The APIs differ in their links only. */
    @Override
    public ObjectNode instance(Call call, ObjectNode atlas) {
        var api = call.operation().api();
        if (api != Api.V1_SERVERLESS && atlas.has("links")) {
            atlas.set("links", Links.of(publicUrl, api, atlas));
        }
        return atlas;
    }
}

package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import tools.jackson.databind.node.ObjectNode;

/** Translates calls to an API of Atlas, and its instances back. */
interface Translation {

    /** @param account name of the Atlas service account that signs the request */
    AtlasRequest request(Call call, Change change, String account);

    /** Returns Atlas's instance in the shape of the API that was called. */
    ObjectNode instance(Call call, ObjectNode atlas);
}

package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.guardrail.ApprovedChange;
import tools.jackson.databind.node.ObjectNode;

/** Translates the serverless operations to an API of Atlas, and its instances back. */
interface Translation {

    AtlasRequest request(ApprovedChange approved);

    /** Returns Atlas's instance in the shape of v1.0 ({@code ServerlessInstanceDescription}). */
    ObjectNode instance(ObjectNode atlas);
}

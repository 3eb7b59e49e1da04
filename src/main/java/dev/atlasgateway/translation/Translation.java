package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.guardrail.ApprovedChange;
import tools.jackson.databind.node.ObjectNode;

/** One way of saying the serverless operations to Atlas; the two directions are each other's inverse. */
interface Translation {

    AtlasRequest request(ApprovedChange cleared);

    /** Atlas's instance as v1.0 describes one ({@code ServerlessInstanceDescription}). */
    ObjectNode instance(ObjectNode atlas);
}

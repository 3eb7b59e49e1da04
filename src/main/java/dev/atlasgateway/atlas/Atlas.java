package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;

/** Sends a recorded request to Atlas. Never throws: what goes wrong is an {@link AtlasResponse.Unanswered}. */
@FunctionalInterface
public interface Atlas {

    AtlasResponse send(Intent intent);
}

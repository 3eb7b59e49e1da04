package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import java.util.function.UnaryOperator;

/** Sends a recorded request to Atlas. Never throws: a failure is an {@link AtlasResponse.NoReply}. */
@FunctionalInterface
public interface Atlas {

    AtlasResponse send(Intent intent);

    /** Returns this with one more step around it. A step that is switched off is {@link UnaryOperator#identity}. */
    default Atlas through(UnaryOperator<Atlas> step) {
        return step.apply(this);
    }
}

package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import java.util.function.UnaryOperator;

/** Sends a recorded request to Atlas. Never throws: what goes wrong is an {@link AtlasResponse.Unanswered}. */
@FunctionalInterface
public interface Atlas {

    AtlasResponse send(Intent intent);

    /** The same way out with one more step around it; a step that is switched off is {@link UnaryOperator#identity}. */
    default Atlas through(UnaryOperator<Atlas> step) {
        return step.apply(this);
    }
}

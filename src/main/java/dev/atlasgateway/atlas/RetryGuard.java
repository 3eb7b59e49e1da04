package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import java.util.Optional;

/** Sends a second time. */
record RetryGuard(StaleRetryGuard supersession) {

    /** A read in any case, a change {@link StaleRetryGuard#unlessSuperseded}; empty if it was not sent. */
    Optional<AtlasResponse> again(Atlas next, Intent intent) {
        return intent.request().changes()
                ? supersession.unlessSuperseded(intent, () -> next.send(intent))
                : Optional.of(next.send(intent));
    }
}

package dev.atlasgateway.gateway;

import dev.atlasgateway.atlas.Repeats;
import dev.atlasgateway.audit.Supersession;
import dev.atlasgateway.exchange.Intent;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets the way out ask the audit, which knows every replica's changes, whether a repetition would undo a newer one. */
record NewestChangeWins(Supersession supersession) implements Repeats {

    @Override
    public <T> Optional<T> unlessSuperseded(Intent intent, Supplier<T> repetition) {
        return supersession.unlessSuperseded(intent, repetition);
    }
}

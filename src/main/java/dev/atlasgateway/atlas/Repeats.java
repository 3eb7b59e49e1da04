package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a change may be sent a second time.
 *
 * <p>A late repetition must never undo somebody's newer change to the same instance, on whichever replica that came in.
 */
public interface Repeats {

    /**
     * Runs the repetition if no newer change to the resource exists, and holds newer ones back until it ends.
     *
     * @return what it returned, or empty if it must not run (also when that cannot be found out)
     */
    <T> Optional<T> unlessSuperseded(Intent intent, Supplier<T> repetition);

    /** Sends once more what was sent before: a read in any case, a change {@link #unlessSuperseded}. */
    default Optional<AtlasResponse> again(Atlas next, Intent intent) {
        return intent.request().changes()
                ? unlessSuperseded(intent, () -> next.send(intent))
                : Optional.of(next.send(intent));
    }
}

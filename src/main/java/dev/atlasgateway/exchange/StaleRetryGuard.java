package dev.atlasgateway.exchange;

import java.util.Optional;
import java.util.function.Supplier;

/** Keeps a late repetition of a change from undoing somebody's newer one, on whichever replica that came in. */
public interface StaleRetryGuard {

    /**
     * Runs the repetition if no newer change to the resource is recorded, and holds newer ones back until it ends.
     *
     * @return what it returned, or empty if it did not run: because there is a newer one, the deadline is over, or it
     *     cannot be found out
     */
    <T> Optional<T> unlessSuperseded(Intent intent, Supplier<T> repetition);
}

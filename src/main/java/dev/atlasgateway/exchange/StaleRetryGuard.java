package dev.atlasgateway.exchange;

import java.util.Optional;
import java.util.function.Supplier;

/** Prevents that a late retry overwrites a newer change to the same instance, on any replica. */
public interface StaleRetryGuard {

    /**
     * Runs a retry: a read always, a change only {@linkplain #runUnlessStale while no newer one exists}.
     *
     * @return the result, or empty if the retry did not run
     */
    default <T> Optional<T> retry(Intent intent, Supplier<T> retry) {
        return intent.request().changes() ? runUnlessStale(intent, retry) : Optional.of(retry.get());
    }

    /**
     * Runs the retry of a change if no newer change to the instance is recorded. Holds newer changes back until it
     * ends.
     *
     * @return the result, or empty if the retry did not run: a newer change exists, the deadline is over, or the guard
     *     cannot find out
     */
    <T> Optional<T> runUnlessStale(Intent intent, Supplier<T> retry);
}

package dev.atlasgateway.caller;

import java.time.Duration;

/** Remembers, for all replicas, which nonces were used. Without it each replica remembers only its own. */
@FunctionalInterface
public interface UsedNonces {

    /**
     * Notes a use.
     *
     * @param lifetime how long it must be remembered
     * @return false if another use of the same nonce and count was noted. True also if that cannot be found out now: each
     *     replica refuses what it saw itself anyway
     */
    boolean isFirstUse(String nonceAndCount, Duration lifetime);
}

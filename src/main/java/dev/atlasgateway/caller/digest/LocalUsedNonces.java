package dev.atlasgateway.caller.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeSet;

/**
 * Remembers the nonces that were used on this replica, as long as they are valid.
 *
 * <p>If it is full, it forgets the oldest nonce, and from then on every nonce that is as old counts as expired. So memory
 * is bounded, and no nonce is accepted twice.
 */
final class LocalUsedNonces {

    private record Use(Instant madeAt, String nonceAndCount) implements Comparable<Use> {

        @Override
        public int compareTo(Use other) {
            var byTime = madeAt.compareTo(other.madeAt);
            return byTime == 0 ? nonceAndCount.compareTo(other.nonceAndCount) : byTime;
        }
    }

    private final TreeSet<Use> uses = new TreeSet<>();
    private final int capacity;
    private final Duration lifetime;
    private final InstantSource clock;
    private Instant forgotten = Instant.MIN;

    /** @param lifetime how long a nonce is valid */
    LocalUsedNonces(int capacity, Duration lifetime, InstantSource clock) {
        this.capacity = capacity;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** What a use means. */
    enum Result {
        FIRST,
        REPEATED,
        /** The nonce is as old as one that was forgotten. */
        TOO_OLD
    }

    synchronized Result use(Instant madeAt, String nonceAndCount) {
        if (!madeAt.isAfter(forgotten)) {
            return Result.TOO_OLD;
        }
        if (!uses.add(new Use(madeAt, nonceAndCount))) {
            return Result.REPEATED;
        }
        forgetExpired();
        if (uses.size() > capacity) {
            forgotten = uses.pollFirst().madeAt();
        }
        return Result.FIRST;
    }

    private void forgetExpired() {
        var expired = clock.instant().minus(lifetime);
        while (!uses.isEmpty() && uses.first().madeAt().isBefore(expired)) {
            uses.pollFirst();
        }
    }

    synchronized int size() {
        return uses.size();
    }
}

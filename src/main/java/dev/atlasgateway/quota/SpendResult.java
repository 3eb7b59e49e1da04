package dev.atlasgateway.quota;

import java.time.Duration;

/** What became of an attempt to take both tokens. */
sealed interface SpendResult {

    record Taken(Level team, Level project) implements SpendResult {

        /** The bucket that will refuse first. */
        Level nearestToEmpty() {
            return project.remaining() < team.remaining() ? project : team;
        }
    }

    /**
     * No token was taken.
     *
     * @param retryAfter until this bucket holds a token again, if nobody else takes it
     */
    record Empty(Allowance allowance, Duration retryAfter) implements SpendResult {}

    /** No token was taken, as nobody can say how many are left. */
    record Unknown(Duration retryAfter) implements SpendResult {}

    /** How full a bucket is after the call. */
    record Level(Allowance allowance, long remaining) {}
}

package dev.atlasgateway.quota;

import java.time.Duration;

/** Result of taking a token of the team and one of the project. */
sealed interface SpendResult {

    /** Both buckets gave a token. */
    record Success(Level team, Level project) implements SpendResult {

        /** Returns the bucket with fewer tokens, which will be the first to refuse. */
        Level nearestToEmpty() {
            return project.remaining() < team.remaining() ? project : team;
        }
    }

    /**
     * One of the buckets is empty, so neither gave a token.
     *
     * @param retryAfter how long until this bucket holds a token again, unless another call takes it
     */
    record EmptyBucket(Allowance allowance, Duration retryAfter) implements SpendResult {}

    /** Redis is away, so neither bucket gave a token. */
    record Unavailable(Duration retryAfter) implements SpendResult {}

    /** Tokens in a bucket after a call. */
    record Level(Allowance allowance, long remaining) {}
}

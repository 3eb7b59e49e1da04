package dev.atlasgateway.atlas.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Result of one token request. */
public sealed interface TokenResult permits Credential.Token, TokenResult.MintFailure {

    /**
     * Atlas issued no token.
     *
     * @param retryAfter how long Atlas asks to wait; null if it does not say
     */
    record MintFailure(MintError error, @Nullable Duration retryAfter) implements TokenResult {

        private static final Duration SHORTEST = Duration.ofSeconds(1);

        /**
         * Returns how long to pause token requests: as long as Atlas asks, else longer with each failure in a row.
         *
         * @param failures failures in a row, this one included
         * @param random from 0 to 1; spreads the replicas over half of the pause
         */
        Duration pause(int failures, double random) {
            if (retryAfter != null) {
                return retryAfter.compareTo(SHORTEST) < 0 ? SHORTEST : retryAfter;
            }
            var doubled = error.firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
            var longest = doubled.compareTo(error.longestPause) < 0 ? doubled : error.longestPause;
            return Duration.ofMillis((long) (longest.toMillis() * (0.5 + random / 2)));
        }
    }

    /** Why Atlas issued no token, how long to pause, and what an operator can do. */
    enum MintError {
        INVALID_CLIENT(
                60, 600, "Atlas does not know this client id with this secret; check the secrets of this account"),
        TOKEN_LIMIT(
                60, 600, "the account has reached Atlas's limit of live tokens; use fewer replicas or restart less"),
        RATE_LIMITED(10, 300, "Atlas limits the token requests of this account"),
        OWN_LIMIT(30, 180, "the gateway has reached its own limit of token requests, which is lower than Atlas's"),
        NO_SECRET(5, 30, "the secret file cannot be read, or does not hold one or two secrets"),
        UNAVAILABLE(1, 30, "the token endpoint returned no token; check base URL, proxy and Atlas's status");

        private final Duration firstPause;
        private final Duration longestPause;
        private final String advice;

        MintError(int firstSeconds, int longestSeconds, String advice) {
            this.firstPause = Duration.ofSeconds(firstSeconds);
            this.longestPause = Duration.ofSeconds(longestSeconds);
            this.advice = advice;
        }

        public String advice() {
            return advice;
        }
    }
}

package dev.atlasgateway.atlas;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking for a token. */
sealed interface TokenResult permits Credential.Token, TokenResult.NotMinted {

    /** None, and what to do about it. */
    record NotMinted(Reason reason, @Nullable Duration retryAfter) implements TokenResult {

        private static final Duration LEAST = Duration.ofSeconds(1);

        /**
         * How long to leave the token endpoint alone: as long as it says, else longer with each failure in a row.
         *
         * @param failures failures in a row, this one included
         * @param chance of 0 to 1: spreads the replicas of a gateway over half of the pause
         */
        Duration pause(int failures, double chance) {
            if (retryAfter != null) {
                return retryAfter.compareTo(LEAST) < 0 ? LEAST : retryAfter;
            }
            var longest = reason.first.multipliedBy(1L << Math.min(failures - 1, 20));
            var capped = longest.compareTo(reason.most) < 0 ? longest : reason.most;
            return Duration.ofMillis((long) (capped.toMillis() * (0.5 + chance / 2)));
        }
    }

    /** Why there is no token, how long to wait at first and at most, and what an operator can do. */
    enum Reason {
        INVALID_CLIENT(60, 600, "Atlas knows no such client id and secret; check the secrets of this account"),
        TOKEN_LIMIT(60, 600, "Atlas's limit of live tokens is reached; fewer replicas or restarts share this account"),
        RATE_LIMITED(10, 300, "Atlas limits token requests of this account"),
        OWN_LIMIT(30, 180, "the gateway's own limit on token requests is reached, which protects against Atlas's"),
        NO_SECRET(5, 30, "the secret file cannot be read, or does not hold one or two secrets"),
        UNAVAILABLE(1, 30, "the token endpoint did not answer with a token; check base URL, proxy and Atlas's status");

        private final Duration first;
        private final Duration most;
        private final String advice;

        Reason(int firstSeconds, int mostSeconds, String advice) {
            this.first = Duration.ofSeconds(firstSeconds);
            this.most = Duration.ofSeconds(mostSeconds);
            this.advice = advice;
        }

        String advice() {
            return advice;
        }
    }
}

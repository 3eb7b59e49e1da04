package dev.atlasgateway.simulator.token;

import java.time.Duration;

/**
 * The limits of the token endpoint, per service account.
 *
 * @param lifetime how long a token is good for
 * @param requestsPerMinute past it the token endpoint answers 429; Atlas has said 50, and 10 in an older text
 * @param liveTokens past it the token endpoint answers 403 until some expire or are revoked
 */
public record TokenLimits(Duration lifetime, int requestsPerMinute, int liveTokens) {

    public TokenLimits {
        if (!lifetime.isPositive() || requestsPerMinute < 0 || liveTokens < 0) {
            throw new IllegalArgumentException("the lifetime of tokens must be above zero, their limits not below");
        }
    }

    /** One hour, 50 a minute, 100 alive. */
    public static TokenLimits defaults() {
        return new TokenLimits(Duration.ofHours(1), 50, 100);
    }
}

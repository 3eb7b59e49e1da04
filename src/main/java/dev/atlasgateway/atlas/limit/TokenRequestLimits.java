package dev.atlasgateway.atlas.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Limits how often the gateway asks Atlas for a token: the last defence, in case of a defect elsewhere.
 *
 * <p>Atlas allows 10 to 50 token requests a minute and 100 live tokens of one hour each, and locks the service account
 * out beyond that. These limits are lower: 10 requests in any minute and 40 tokens in any hour. At most 15 of these
 * tokens may replace one that Atlas refused.
 */
public final class TokenRequestLimits {

    private final Bucket requests;
    private final Bucket tokens;
    private final Bucket replacements;

    public TokenRequestLimits(InstantSource clock) {
        this.requests = bucket(clock, 5, 5, Duration.ofMinutes(1));
        this.tokens = bucket(clock, 20, 20, Duration.ofHours(1));
        this.replacements = bucket(clock, 3, 12, Duration.ofHours(1));
    }

    private static Bucket bucket(InstantSource clock, long capacity, long refill, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                .withCustomTimePrecision(new ClockTimeMeter(clock))
                .build();
    }

    /** Spends one request and one token; returns how long to wait if a limit is reached, else empty. */
    public Optional<Duration> spend() {
        var waitForToken = spend(tokens);
        if (waitForToken.isPresent()) {
            return waitForToken;
        }
        var waitForRequest = spend(requests);
        waitForRequest.ifPresent(wait -> refundToken());
        return waitForRequest;
    }

    /** Returns the token of a request for which Atlas certainly issued none. The request itself stays spent. */
    public void refundToken() {
        tokens.addTokens(1);
    }

    /** Spends one replacement of a refused token; returns false if the limit is reached. */
    public boolean spendReplacement() {
        return replacements.tryConsume(1);
    }

    private static Optional<Duration> spend(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}

package dev.atlasgateway.atlas;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The last defence against using up Atlas's tokens, whatever else goes wrong.
 *
 * <p>Atlas allows 10 to 50 token requests a minute and 100 live tokens, each living an hour, and locks the account out
 * beyond. Here: at most 10 requests in any minute, 40 tokens in any hour, and of those at most 15 because one was refused.
 */
final class MintLimits {

    private final Bucket requests;
    private final Bucket tokens;
    private final Bucket renewals;

    MintLimits(InstantSource time) {
        this.requests = bucket(time, 5, 5, Duration.ofMinutes(1));
        this.tokens = bucket(time, 20, 20, Duration.ofHours(1));
        this.renewals = bucket(time, 3, 12, Duration.ofHours(1));
    }

    private static Bucket bucket(InstantSource time, long capacity, long refill, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                .withCustomTimePrecision(new ClockTimeMeter(time))
                .build();
    }

    /** Takes leave to ask for a token, or says when there is one again. */
    Optional<Duration> waitToMint() {
        var noToken = take(tokens);
        if (noToken.isPresent()) {
            return noToken;
        }
        var noRequest = take(requests);
        noRequest.ifPresent(wait -> notMinted());
        return noRequest;
    }

    /** Gives the token back that was not minted; the request was made all the same. */
    void notMinted() {
        tokens.addTokens(1);
    }

    /** Takes leave to replace a token that is not yet due, because Atlas refused it. */
    boolean mayRenew() {
        return renewals.tryConsume(1);
    }

    private static Optional<Duration> take(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}

package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.ApiError;
import dev.atlasgateway.simulator.reply.ReasonPhrases;
import java.time.Duration;
import java.util.List;

/** A token bucket: full at {@code capacity}, and {@code refill} more whenever {@code period} has passed. */
public record RateLimit(int capacity, int refill, Duration period) {

    public RateLimit {
        if (capacity < 1 || refill < 1 || !period.isPositive()) {
            throw new IllegalArgumentException("capacity, refill and period of a rate limit must be above zero");
        }
    }

    /** Atlas's published figures for flex clusters (see "API rate limiting" in its documentation, April 2026). */
    public static RateLimit defaults() {
        return new RateLimit(1_200, 500, Duration.ofMinutes(1));
    }

    /** Returns the error of a request that finds the bucket empty, worded as recorded. */
    public ApiError exceeded(String path, long retrySeconds) {
        var resource = path.substring(1);
        var detail = "Rate limit exceeded for " + resource + ". Please retry after " + retrySeconds
                + " seconds. Request capacity: " + capacity + ". Refill rate: " + refill + " per "
                + period.toSeconds()
                + " seconds. For more information, see: http://dochub.mongodb.org/core/atlas-api-rate-limit.";
        return new ApiError(
                null,
                detail,
                429,
                "RATE_LIMITED_TOKEN_BUCKET",
                List.of(resource, retrySeconds, capacity, refill, period.toSeconds()),
                ReasonPhrases.of(429));
    }
}

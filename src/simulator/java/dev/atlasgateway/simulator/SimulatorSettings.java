package dev.atlasgateway.simulator;

import dev.atlasgateway.simulator.cluster.RateLimit;
import dev.atlasgateway.simulator.token.TokenLimits;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a simulated Atlas.
 *
 * @param tokens the limits of the token endpoint
 * @param rateLimit the bucket of each project, or null for no rate limit at all
 * @param updating how long an instance stays {@code UPDATING} after a change; the answer to the change says so even if
 *     this is zero
 * @param kept how many received requests are remembered; of these, no more than 64 MiB
 * @param anyName whether projects and instances come into being when first named
 * @param gzip whether answers are compressed for clients that accept it
 * @param clock what token lifetimes, buckets and states are measured by; ordered delays take real time
 */
public record SimulatorSettings(
        TokenLimits tokens,
        @Nullable RateLimit rateLimit,
        Duration updating,
        int kept,
        boolean anyName,
        boolean gzip,
        InstantSource clock) {

    public SimulatorSettings {
        if (updating.isNegative() || kept < 1) {
            throw new IllegalArgumentException("updating cannot be negative, and at least one request must be kept");
        }
    }

    /** As recorded from Atlas: 50 mints a minute, one-hour tokens, bucket 1200 + 500 a minute, four seconds of updating. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                TokenLimits.defaults(),
                RateLimit.defaults(),
                Duration.ofSeconds(4),
                100_000,
                false,
                false,
                InstantSource.system());
    }

    /** For load tests: no rate limit, no pause between changes, every name exists, few requests are kept. */
    public static SimulatorSettings forLoad() {
        return defaults()
                .withRateLimit(null)
                .withUpdating(Duration.ZERO)
                .withKept(1_000)
                .withAnyName(true);
    }

    public SimulatorSettings withTokens(TokenLimits tokens) {
        return new SimulatorSettings(tokens, rateLimit, updating, kept, anyName, gzip, clock);
    }

    public SimulatorSettings withRateLimit(@Nullable RateLimit rateLimit) {
        return new SimulatorSettings(tokens, rateLimit, updating, kept, anyName, gzip, clock);
    }

    public SimulatorSettings withUpdating(Duration updating) {
        return new SimulatorSettings(tokens, rateLimit, updating, kept, anyName, gzip, clock);
    }

    public SimulatorSettings withKept(int kept) {
        return new SimulatorSettings(tokens, rateLimit, updating, kept, anyName, gzip, clock);
    }

    public SimulatorSettings withAnyName(boolean anyName) {
        return new SimulatorSettings(tokens, rateLimit, updating, kept, anyName, gzip, clock);
    }

    public SimulatorSettings withGzip(boolean gzip) {
        return new SimulatorSettings(tokens, rateLimit, updating, kept, anyName, gzip, clock);
    }

    public SimulatorSettings withClock(InstantSource clock) {
        return new SimulatorSettings(tokens, rateLimit, updating, kept, anyName, gzip, clock);
    }
}

package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Intent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Measures the attempts of a service account: duration, outcome and the rate limit of Atlas. Keeps the last one. */
final class TelemetryStep implements UnaryOperator<Atlas> {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final MeterProvider<Timer> attempts;
    private volatile double rateLimitRemaining = Double.NaN;
    private volatile @Nullable Attempt lastAttempt;

    TelemetryStep(String account, MeterRegistry meters) {
        this.attempts = Timer.builder("gateway.atlas.attempts")
                .description("Attempts to send a call to Atlas")
                .tag("account", account)
                .withRegistry(meters);
        Gauge.builder("gateway.atlas.ratelimit.remaining", this, telemetry -> telemetry.rateLimitRemaining)
                .description("The last RateLimit-Remaining that Atlas returned, for any project")
                .tag("account", account)
                .register(meters);
    }

    /** Registers the time until the secret expires; NaN if the configuration does not tell it. */
    static void registerSecretExpiry(
            String account, @Nullable Instant expiry, InstantSource clock, MeterRegistry meters) {
        Gauge.builder("gateway.atlas.secret.expires", clock, now -> secondsLeft(expiry, now))
                .description("Time until the secret of the service account expires")
                .baseUnit("seconds")
                .tag("account", account)
                .register(meters);
    }

    private static double secondsLeft(@Nullable Instant expiry, InstantSource clock) {
        return expiry == null
                ? Double.NaN
                : Duration.between(clock.instant(), expiry).toSeconds();
    }

    @Override
    public Atlas apply(Atlas next) {
        return intent -> {
            var response = next.send(intent);
            if (!response.attempts().isEmpty()) {
                observe(intent, response, response.attempts().getLast());
            }
            return response;
        };
    }

    /** Returns the last attempt; null before the first. */
    @Nullable
    Attempt lastAttempt() {
        return lastAttempt;
    }

    private void observe(Intent intent, AtlasResponse response, Attempt attempt) {
        lastAttempt = attempt;
        attempts.withTags("method", intent.request().method(), "outcome", outcome(response))
                .record(attempt.duration());
        if (response instanceof Reply reply) {
            observeRateLimit(reply.headers().get("ratelimit-remaining"));
        }
    }

    private void observeRateLimit(@Nullable String remaining) {
        if (remaining != null && NUMBER.matcher(remaining).matches()) {
            rateLimitRemaining = Integer.parseInt(remaining);
        }
    }

    private static String outcome(AtlasResponse response) {
        return switch (response) {
            case Reply reply -> reply.status() / 100 + "xx";
            case NoReply noReply -> noReply.cause().name().toLowerCase(Locale.ROOT);
        };
    }
}

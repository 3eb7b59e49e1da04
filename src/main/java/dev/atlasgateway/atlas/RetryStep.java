package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.RetryDecision.Retry;
import dev.atlasgateway.atlas.RetryDecision.Stop;
import dev.atlasgateway.atlas.RetryDecision.StopReason;
import dev.atlasgateway.atlas.limit.RetryBudget;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Retries a call if {@link RetryDecision} and the budget allow it, and a change only while no newer one exists. */
final class RetryStep implements UnaryOperator<Atlas> {

    private final String account;
    private final AtlasProperties.Retry settings;
    private final RetryBudget budget;
    private final StaleRetryGuard retryGuard;
    private final MeterRegistry meters;
    private final InstantSource clock;

    private RetryStep(
            String account,
            AtlasProperties.Retry settings,
            StaleRetryGuard retryGuard,
            MeterRegistry meters,
            InstantSource clock) {
        this.account = account;
        this.settings = settings;
        this.budget = new RetryBudget(settings.budgetRatio(), settings.budgetReserve(), clock);
        this.retryGuard = retryGuard;
        this.meters = meters;
        this.clock = clock;
    }

    static UnaryOperator<Atlas> of(
            String account,
            AtlasProperties properties,
            StaleRetryGuard retryGuard,
            MeterRegistry meters,
            InstantSource clock) {
        return properties.retry().maxAttempts() > 1
                ? new RetryStep(account, properties.retry(), retryGuard, meters, clock)
                : UnaryOperator.identity();
    }

    @Override
    public Atlas apply(Atlas next) {
        return intent -> send(next, intent);
    }

    private AtlasResponse send(Atlas next, Intent intent) {
        budget.earn();
        var latest = next.send(intent);
        var result = latest;
        for (var attempts = 1;
                decide(latest, attempts, intent) instanceof Retry retry && pause(retry.pause());
                attempts++) {
            var retried = retryGuard.retry(intent, () -> next.send(intent));
            if (retried.isEmpty()) {
                withhold(StopReason.SUPERSEDED);
                return result;
            }
            meters.counter("gateway.atlas.retries", "account", account, "cause", retry.cause())
                    .increment();
            latest = retried.get().after(result);
            result = combine(result, latest);
        }
        return result;
    }

    private RetryDecision decide(AtlasResponse response, int attempts, Intent intent) {
        var random = ThreadLocalRandom.current().nextDouble();
        var decision = RetryDecision.of(settings, response, attempts, clock.instant(), intent.deadline(), random);
        return switch (decision) {
            case Retry retry -> budget.spend() ? retry : withhold(StopReason.BUDGET);
            case Stop stop -> stop.reason() == StopReason.FINAL ? stop : withhold(stop.reason());
        };
    }

    private Stop withhold(StopReason reason) {
        var tag = reason.name().toLowerCase(Locale.ROOT);
        meters.counter("gateway.atlas.retries.withheld", "account", account, "reason", tag)
                .increment();
        return new Stop(reason);
    }

    /** Waits before a retry; returns false if the thread was interrupted. */
    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Keeps an earlier response in doubt if Atlas did not receive the retry, which tells nothing about the change. */
    private static AtlasResponse combine(AtlasResponse earlier, AtlasResponse later) {
        return earlier.mayHaveApplied() && !mayBeReceived(later) ? earlier.withAttempts(later.attempts()) : later;
    }

    private static boolean mayBeReceived(AtlasResponse response) {
        return switch (response) {
            case Reply reply -> true;
            case NoReply noReply ->
                switch (noReply.cause()) {
                    case NOT_SENT, BREAKER_OPEN, TOO_MANY_CALLS, NO_TOKEN -> false;
                    case AMBIGUOUS, TIMED_OUT -> true;
                };
        };
    }
}

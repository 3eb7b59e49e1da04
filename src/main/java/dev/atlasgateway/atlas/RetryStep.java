package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.RetryDecision.Stop;
import dev.atlasgateway.atlas.RetryDecision.StopReason;
import dev.atlasgateway.atlas.limit.RetryBudget;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Retries a call if {@link RetryDecision} and the budget allow it, and a change only while no newer one exists. */
final class RetryStep implements UnaryOperator<Atlas> {

    private final String account;
    private final AtlasProperties.Retry settings;
    private final RetryBudget budget;
    private final StaleRetryGuard retryGuard;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Retry loop;

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
        this.loop = Retry.of(
                account,
                RetryConfig.<Progress>custom()
                        .maxAttempts(settings.maxAttempts())
                        .retryOnResult(progress -> progress.decision() instanceof RetryDecision.Retry)
                        .retryOnException(e -> false) // a defect of the gateway is no reason to send a change again
                        .intervalBiFunction(
                                (attempt, progress) -> progress.get().pauseMillis())
                        .build());
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
        return intent -> {
            budget.earn();
            var attempts = new Attempts(intent, next);
            try {
                return loop.executeSupplier(attempts).response();
            } catch (CancellationException e) { // the gateway stops during a pause: what Atlas said so far stands
                return attempts.response().orElseThrow(() -> e);
            }
        };
    }

    /**
     * Progress of a call.
     *
     * @param response the response that the caller gets if the call stops here, with all attempts so far
     */
    private record Progress(AtlasResponse response, RetryDecision decision) {
        long pauseMillis() {
            return decision instanceof RetryDecision.Retry retry ? retry.pause().toMillis() : 0;
        }
    }

    /** Attempts of one call: each {@code get} makes one. */
    private final class Attempts implements Supplier<Progress> {

        private final Intent intent;
        private final Atlas next;
        private int count;
        private @Nullable Progress last;

        Attempts(Intent intent, Atlas next) {
            this.intent = intent;
            this.next = next;
        }

        Optional<AtlasResponse> response() {
            return Optional.ofNullable(last).map(Progress::response);
        }

        @Override
        public Progress get() {
            count++;
            last = last != null && last.decision() instanceof RetryDecision.Retry decision
                    ? retry(last.response(), decision)
                    : first();
            return last;
        }

        private Progress first() {
            var response = next.send(intent);
            return new Progress(response, decide(response));
        }

        private Progress retry(AtlasResponse earlier, RetryDecision.Retry decision) {
            var again = intent.asRetry(earlier.attempts().size(), decision.cause());
            var later = retryGuard.retry(intent, () -> next.send(again));
            if (later.isEmpty()) {
                return new Progress(earlier, withhold(StopReason.SUPERSEDED));
            }
            meters.counter("gateway.atlas.retries", "account", account, "cause", decision.cause())
                    .increment();
            return combine(earlier, later.get());
        }

        /**
         * Keeps an earlier response if the retry was not sent, and one in doubt if Atlas did not receive the retry: that tells
         * nothing about the change.
         */
        private Progress combine(AtlasResponse earlier, AtlasResponse later) {
            var all = later.after(earlier);
            var keepsEarlier = later.attempts().isEmpty() || (earlier.mayHaveApplied() && !mayBeReceived(later));
            return new Progress(keepsEarlier ? earlier.withAttempts(all.attempts()) : all, decide(all));
        }

        private RetryDecision decide(AtlasResponse response) {
            var random = ThreadLocalRandom.current().nextDouble();
            var decision = RetryDecision.of(settings, response, count, clock.instant(), intent.deadline(), random);
            return switch (decision) {
                case RetryDecision.Retry retry -> budget.spend() ? retry : withhold(StopReason.BUDGET);
                case Stop stop -> stop.reason() == StopReason.FINAL ? stop : withhold(stop.reason());
            };
        }

        private Stop withhold(StopReason reason) {
            var tag = reason.name().toLowerCase(Locale.ROOT);
            meters.counter("gateway.atlas.retries.withheld", "account", account, "reason", tag)
                    .increment();
            return new Stop(reason);
        }
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

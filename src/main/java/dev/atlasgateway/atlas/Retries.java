package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.RetryDecision.Reason;
import dev.atlasgateway.atlas.RetryDecision.Repeat;
import dev.atlasgateway.atlas.RetryDecision.Stop;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Answered;
import dev.atlasgateway.exchange.AtlasResponse.Unanswered;
import dev.atlasgateway.exchange.Intent;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Repeats a call as {@link RetryDecision} says and the budget allows; a change only while it is the newest. */
final class Retries implements UnaryOperator<Atlas> {

    private final String account;
    private final AtlasProperties.Retry properties;
    private final RetryBudget budget;
    private final RetryGuard repeats;
    private final MeterRegistry meters;
    private final InstantSource time;
    private final Retry loop;

    private Retries(
            String account,
            AtlasProperties.Retry properties,
            RetryGuard repeats,
            MeterRegistry meters,
            InstantSource time) {
        this.account = account;
        this.properties = properties;
        this.budget = new RetryBudget(properties, time);
        this.repeats = repeats;
        this.meters = meters;
        this.time = time;
        this.loop = Retry.of(
                account,
                RetryConfig.<Tried>custom()
                        .maxAttempts(properties.maxAttempts())
                        .retryOnResult(tried -> tried.next() instanceof Repeat)
                        .retryOnException(e -> false) // a fault of ours is no reason to change anything again
                        .intervalBiFunction((attempt, tried) -> tried.get().pause())
                        .build());
    }

    static UnaryOperator<Atlas> of(
            String account, AtlasProperties properties, RetryGuard repeats, MeterRegistry meters, InstantSource time) {
        return properties.retry().maxAttempts() > 1
                ? new Retries(account, properties.retry(), repeats, meters, time)
                : UnaryOperator.identity();
    }

    @Override
    public Atlas apply(Atlas next) {
        return intent -> {
            budget.earn();
            return loop.executeSupplier(new Tries(intent, next)).response();
        };
    }

    /**
     * How far a call has come.
     *
     * @param response what the caller would be told, with all attempts so far
     */
    private record Tried(AtlasResponse response, RetryDecision next) {
        long pause() {
            return next instanceof Repeat repeat ? repeat.after().toMillis() : 0;
        }
    }

    /** One call: each further {@code get} is a further attempt. */
    private final class Tries implements Supplier<Tried> {

        private final Intent intent;
        private final Atlas next;
        private int attempt;
        private @Nullable Tried last;

        Tries(Intent intent, Atlas next) {
            this.intent = intent;
            this.next = next;
        }

        @Override
        public Tried get() {
            attempt++;
            var tried = last != null && last.next() instanceof Repeat repeat ? again(last.response(), repeat) : first();
            last = tried;
            return tried;
        }

        private Tried first() {
            var response = next.send(intent);
            return new Tried(response, decision(response));
        }

        /** Whatever the earlier attempt came to, this one comes late: it must not undo a change made meanwhile. */
        private Tried again(AtlasResponse earlier, Repeat repeat) {
            var later = repeats.again(next, intent);
            if (later.isEmpty()) {
                return new Tried(earlier, withheld(Reason.SUPERSEDED));
            }
            meters.counter("gateway.atlas.retries", "account", account, "cause", repeat.cause())
                    .increment();
            return after(earlier, later.get());
        }

        /** An attempt that never left tells nothing new about a change in doubt: the earlier answer stands then. */
        private Tried after(AtlasResponse earlier, AtlasResponse later) {
            var attempts = Stream.of(earlier, later)
                    .flatMap(response -> response.attempts().stream())
                    .toList();
            var stands = earlier.mayHaveApplied() && neverLeft(later) ? earlier : later;
            return new Tried(stands.withAttempts(attempts), decision(later.withAttempts(attempts)));
        }

        private RetryDecision decision(AtlasResponse response) {
            var chance = ThreadLocalRandom.current().nextDouble();
            var decision = RetryDecision.of(properties, response, attempt, time.instant(), intent.deadline(), chance);
            return switch (decision) {
                case Repeat repeat -> budget.spend() ? repeat : withheld(Reason.BUDGET);
                case Stop stop -> stop.reason() == Reason.FINAL ? stop : withheld(stop.reason());
            };
        }

        private Stop withheld(Reason reason) {
            var word = reason.name().toLowerCase(Locale.ROOT);
            meters.counter("gateway.atlas.retries.withheld", "account", account, "reason", word)
                    .increment();
            return new Stop(reason);
        }
    }

    private static boolean neverLeft(AtlasResponse response) {
        return switch (response) {
            case Answered answered -> false;
            case Unanswered unanswered ->
                switch (unanswered.cause()) {
                    case NOT_SENT, BREAKER_OPEN, TOO_MANY_CALLS, NO_TOKEN -> true;
                    case AMBIGUOUS, TIMED_OUT -> false;
                };
        };
    }
}

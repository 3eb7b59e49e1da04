package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Intent;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rejects calls for a while when Atlas keeps failing.
 *
 * <p>An attempt without a response and a 5xx are failures. Any 4xx, 429 included, and a 503 with {@code Retry-After}
 * are not. A call without an attempt, because there is no token or no time left, does not count.
 */
final class CircuitBreakerStep implements UnaryOperator<Atlas> {

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakerStep.class);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final InstantSource clock;
    private volatile Instant openUntil = Instant.MIN;

    private CircuitBreakerStep(CircuitBreaker breaker, Duration openFor, InstantSource clock) {
        this.breaker = breaker;
        this.clock = clock;
        breaker.getEventPublisher().onStateTransition(event -> {
            var state = event.getStateTransition().getToState();
            if (state == State.OPEN) {
                openUntil = clock.instant().plus(openFor);
            }
            LOG.warn("The circuit breaker of Atlas service account {} is {} now", breaker.getName(), state);
        });
    }

    static UnaryOperator<Atlas> of(CircuitBreaker breaker, AtlasProperties properties, InstantSource clock) {
        var settings = properties.circuitBreaker();
        return settings.enabled()
                ? new CircuitBreakerStep(breaker, settings.openFor(), clock)
                : UnaryOperator.identity();
    }

    static CircuitBreakerConfig config(AtlasProperties.CircuitBreaker properties, InstantSource clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) properties.window().toSeconds())
                .minimumNumberOfCalls(properties.minimumCalls())
                .failureRateThreshold(properties.failureRate())
                .waitDurationInOpenState(properties.openFor())
                .permittedNumberOfCallsInHalfOpenState(properties.trialCalls())
                .recordResult(result -> isFailure((AtlasResponse) result))
                .clock(clock.withZone(ZoneOffset.UTC))
                .build();
    }

    @Override
    public Atlas apply(Atlas next) {
        return intent -> breaker.tryAcquirePermission()
                ? sendAndRecord(next, intent)
                : new NoReply(Cause.BREAKER_OPEN, remainingWait(), List.of());
    }

    private AtlasResponse sendAndRecord(Atlas next, Intent intent) {
        var start = System.nanoTime();
        AtlasResponse response;
        try {
            response = next.send(intent);
        } catch (RuntimeException e) {
            breaker.releasePermission(); // a lost permission would use up a trial call for good
            throw e;
        }
        if (response.attempts().isEmpty()) {
            breaker.releasePermission();
        } else {
            breaker.onResult(System.nanoTime() - start, TimeUnit.NANOSECONDS, response);
        }
        return response;
    }

    static boolean isFailure(AtlasResponse response) {
        return switch (response) {
            case NoReply noReply -> true;
            case Reply reply ->
                reply.status() >= 500
                        && !(reply.status() == 503 && reply.headers().containsKey("retry-after"));
        };
    }

    private Duration remainingWait() {
        var wait = Duration.between(clock.instant(), openUntil);
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }
}

package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Answered;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.Unanswered;
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
 * Refuses calls for a while when Atlas keeps failing.
 *
 * <p>A failure is: not reached, not answered, or a 5xx. No failure is an orderly refusal: any 4xx, 429 included, and a
 * 503 that says when to come back. A call that was never tried (no token, no time left) does not count at all.
 */
final class Breaker implements UnaryOperator<Atlas> {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final InstantSource time;
    private volatile Instant openUntil = Instant.MIN;

    private Breaker(CircuitBreaker breaker, Duration openFor, InstantSource time) {
        this.breaker = breaker;
        this.time = time;
        breaker.getEventPublisher().onStateTransition(event -> {
            var state = event.getStateTransition().getToState();
            if (state == State.OPEN) {
                openUntil = time.instant().plus(openFor);
            }
            LOG.warn("The circuit breaker of Atlas service account {} is {} now", breaker.getName(), state);
        });
    }

    static UnaryOperator<Atlas> of(CircuitBreaker breaker, AtlasProperties properties, InstantSource time) {
        var settings = properties.circuitBreaker();
        return settings.enabled() ? new Breaker(breaker, settings.openFor(), time) : UnaryOperator.identity();
    }

    static CircuitBreakerConfig config(AtlasProperties.CircuitBreaker properties, InstantSource time) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) properties.window().toSeconds())
                .minimumNumberOfCalls(properties.minimumCalls())
                .failureRateThreshold(properties.failureRate())
                .waitDurationInOpenState(properties.openFor())
                .permittedNumberOfCallsInHalfOpenState(properties.trialCalls())
                .recordResult(result -> isFailure((AtlasResponse) result))
                .clock(time.withZone(ZoneOffset.UTC))
                .build();
    }

    @Override
    public Atlas apply(Atlas next) {
        return intent -> breaker.tryAcquirePermission()
                ? watched(next, intent)
                : new Unanswered(Cause.BREAKER_OPEN, remainingWait(), List.of());
    }

    private AtlasResponse watched(Atlas next, Intent intent) {
        var begun = System.nanoTime();
        AtlasResponse response;
        try {
            response = next.send(intent);
        } catch (RuntimeException e) {
            breaker.releasePermission(); // else the trial calls would be used up for good
            throw e;
        }
        if (response.attempts().isEmpty()) {
            breaker.releasePermission();
        } else {
            breaker.onResult(System.nanoTime() - begun, TimeUnit.NANOSECONDS, response);
        }
        return response;
    }

    static boolean isFailure(AtlasResponse response) {
        return switch (response) {
            case Unanswered unanswered -> true;
            case Answered answered ->
                answered.status() >= 500
                        && !(answered.status() == 503 && answered.headers().containsKey("retry-after"));
        };
    }

    private Duration remainingWait() {
        var wait = Duration.between(time.instant(), openUntil);
        return wait.compareTo(SOON) < 0 ? SOON : wait;
    }
}

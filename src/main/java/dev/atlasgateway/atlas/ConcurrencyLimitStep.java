package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.Intent;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Limits how many attempts are in progress, so that a slow Atlas does not take every connection and thread.
 *
 * <p>An attempt waits for its turn, unless the wait could last beyond the deadline of the call.
 */
record ConcurrencyLimitStep(Bulkhead bulkhead, InstantSource clock) implements UnaryOperator<Atlas> {

    static UnaryOperator<Atlas> of(Bulkhead bulkhead, AtlasProperties properties, InstantSource clock) {
        return properties.maxConcurrentCalls() > 0
                ? new ConcurrencyLimitStep(bulkhead, clock)
                : UnaryOperator.identity();
    }

    static BulkheadConfig config(AtlasProperties properties) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(properties.maxConcurrentCalls())
                .maxWaitDuration(properties.maxWait())
                .build();
    }

    @Override
    public Atlas apply(Atlas next) {
        return intent -> {
            if (isTooLateToWait(intent) || !bulkhead.tryAcquirePermission()) {
                return new NoReply(Cause.TOO_MANY_CALLS, null, List.of());
            }
            try {
                return next.send(intent);
            } finally {
                bulkhead.onComplete();
            }
        };
    }

    private boolean isTooLateToWait(Intent intent) {
        var longest = bulkhead.getBulkheadConfig().getMaxWaitDuration();
        return bulkhead.getMetrics().getAvailableConcurrentCalls() == 0
                && clock.instant().plus(longest).isAfter(intent.deadline());
    }
}

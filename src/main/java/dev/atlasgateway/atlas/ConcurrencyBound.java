package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.Unanswered;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.util.List;
import java.util.function.UnaryOperator;

/** Bounds how many attempts are under way, so that a slow Atlas does not take every connection and thread. */
record ConcurrencyBound(Bulkhead bulkhead) implements UnaryOperator<Atlas> {

    static UnaryOperator<Atlas> of(Bulkhead bulkhead, AtlasProperties properties) {
        return properties.maxConcurrentCalls() > 0 ? new ConcurrencyBound(bulkhead) : UnaryOperator.identity();
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
            if (!bulkhead.tryAcquirePermission()) {
                return new Unanswered(Cause.TOO_MANY_CALLS, null, List.of());
            }
            try {
                return next.send(intent);
            } finally {
                bulkhead.onComplete();
            }
        };
    }
}

package dev.atlasgateway.atlas;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** One Atlas service account: what its calls share. */
record ServiceAccount(
        String name, ServiceAccountTokens tokens, CircuitBreaker breaker, Bulkhead bulkhead, Telemetry telemetry) {}

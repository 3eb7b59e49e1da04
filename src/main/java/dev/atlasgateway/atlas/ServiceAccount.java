package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.token.TokenCache;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** State that all calls of one Atlas service account share. */
record ServiceAccount(
        String name, TokenCache tokens, CircuitBreaker breaker, Bulkhead bulkhead, TelemetryStep telemetry) {}

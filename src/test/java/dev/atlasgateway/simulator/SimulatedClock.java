package dev.atlasgateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Clock that stands still until a test advances it. */
final class SimulatedClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-08-10T03:02:55Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }
}

package dev.atlasgateway.simulator.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Allows a number of requests a minute, counted from the first. */
final class MinuteLimit {

    private final int most;
    private final InstantSource clock;
    private Instant ends = Instant.MIN;
    private int taken;

    MinuteLimit(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    synchronized boolean take() {
        var now = clock.instant();
        if (!now.isBefore(ends)) {
            ends = now.plus(Duration.ofMinutes(1));
            taken = 0;
        }
        return ++taken <= most;
    }
}

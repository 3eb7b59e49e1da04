package dev.atlasgateway.atlas;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Lets buckets refill by the gateway's clock. */
record ClockTimeMeter(InstantSource time) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, time.instant());
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}

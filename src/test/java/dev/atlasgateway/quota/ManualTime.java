package dev.atlasgateway.quota;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clock that a test advances. Each reading yields to other threads, so that races show. */
final class ManualTime implements TimeMeter {

    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        Thread.yield();
        return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}

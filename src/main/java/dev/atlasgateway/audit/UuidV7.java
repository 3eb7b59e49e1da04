package dev.atlasgateway.audit;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generator of ids that sort by time and never run backwards (RFC 9562, section 5.7; section 6.2, method 1).
 *
 * <p>48 bits of milliseconds, 12 bits of counter, 62 random bits. The time decides the partition of the row.
 */
final class UuidV7 {

    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    UuidV7(InstantSource clock) {
        this.clock = clock;
    }

    UUID next() {
        var ticks = last.accumulateAndGet(clock.millis() << 12, (previous, now) -> Math.max(previous + 1, now));
        var high = (ticks >>> 12 << 16) | 0x7000 | (ticks & 0xfff);
        return new UUID(high, VARIANT | ThreadLocalRandom.current().nextLong() >>> 2);
    }
}

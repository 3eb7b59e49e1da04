package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UuidV7Tests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

    @Test
    void hasItsTimeVersionAndVariant() {
        var id = new UuidV7(InstantSource.fixed(NOON)).next();

        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void growsWithinAMillisecondAndPastTheCounter() {
        var ids = new UuidV7(InstantSource.fixed(NOON));

        assertThat(Stream.generate(ids::next).limit(10_000).map(UUID::toString).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void growsWhileTheClockRunsBackwards() {
        var time = new AtomicReference<>(NOON);
        var ids = new UuidV7(time::get);

        var made = IntStream.range(0, 100)
                .mapToObj(step -> {
                    time.set(NOON.minusSeconds(step));
                    return ids.next().toString();
                })
                .toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }
}

package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalPaceTests {

    private static final int AT_ONCE = 200;

    private long now;
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RefusalPace pace = new RefusalPace(AT_ONCE, 1, time, meters);

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void answersAFewAtOnceAndLetsTheRestOfAFloodWait(int refused) {
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(i -> pace.next(refused)))
                .containsOnly(Duration.ZERO);
        assertThat(pace.next(refused)).isEqualTo(RefusalPace.WAIT);
        assertThat(pace.next(refused)).isEqualTo(RefusalPace.WAIT);
    }

    @Test
    void answersAtOnceAgainWhenTheFloodIsOver() {
        IntStream.range(0, 2 * AT_ONCE).forEach(i -> pace.next(401));

        now += Duration.ofSeconds(1).toNanos();

        assertThat(pace.next(401)).isZero();
    }

    @Test
    void neverLetsOtherAnswersWait() {
        IntStream.range(0, 2 * AT_ONCE).forEach(i -> pace.next(401));

        assertThat(Stream.of(200, 400, 404, 502, 503).map(pace::next)).containsOnly(Duration.ZERO);
    }

    @Test
    void endsTheConnectionOfARefusalThatCannotWaitBecauseTooManyDo() {
        var full = new RefusalPace(1, 0, time, meters);

        assertThat(full.await(429)).isTrue();
        assertThat(full.await(200)).isTrue();
        assertThat(full.await(429)).isFalse();
        assertThat(meters.get("gateway.refusals.slowed")
                        .tag("result", "closed")
                        .counter()
                        .count())
                .isOne();
    }
}

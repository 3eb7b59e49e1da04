package dev.atlasgateway.atlas.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.TestClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenRequestLimitsTests {

    private final TestClock clock = new TestClock();
    private final TokenRequestLimits limits = new TokenRequestLimits(clock);

    @Test
    void allowsTenRequestsInAnyMinute() {
        var allowed = secondsAllowed(60);
        assertThat(allowed).isBetween(9L, 10L);
    }

    @Test
    void allowsFortyTokensInAnyHour() {
        var allowed = secondsAllowed(3600);
        assertThat(allowed).isBetween(39L, 40L);
    }

    @Test
    void countsARequestWithoutATokenAgainstTheMinuteOnly() {
        var failing = IntStream.range(0, 3600)
                .peek(second -> clock.advance(Duration.ofSeconds(1)))
                .filter(second -> limits.spend().isEmpty())
                .peek(second -> limits.refundToken())
                .count();
        assertThat(failing).isGreaterThan(250);
    }

    @Test
    void returnsTheWaitForTheNextRequest() {
        IntStream.range(0, 5).forEach(each -> assertThat(limits.spend()).isEmpty());
        assertThat(limits.spend()).contains(Duration.ofSeconds(12));
    }

    @Test
    void allowsFifteenReplacementsInAnyHour() {
        var replaced = IntStream.range(0, 3600)
                .peek(second -> clock.advance(Duration.ofSeconds(1)))
                .filter(second -> limits.spendReplacement())
                .count();
        assertThat(replaced).isBetween(14L, 15L);
    }

    private long secondsAllowed(int seconds) {
        return IntStream.range(0, seconds)
                .peek(second -> clock.advance(Duration.ofSeconds(1)))
                .filter(second -> limits.spend().isEmpty())
                .count();
    }
}

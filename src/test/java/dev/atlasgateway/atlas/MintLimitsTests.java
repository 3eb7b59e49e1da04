package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MintLimitsTests {

    private final TestClock clock = new TestClock();
    private final MintLimits limits = new MintLimits(clock);

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
    void countsARequestThatGaveNoTokenAgainstTheMinuteOnly() {
        var failing = IntStream.range(0, 3600)
                .peek(second -> clock.advance(Duration.ofSeconds(1)))
                .filter(second -> limits.waitToMint().isEmpty())
                .peek(second -> limits.notMinted())
                .count();
        assertThat(failing).isGreaterThan(250);
    }

    @Test
    void saysWhenTheNextIsAllowed() {
        IntStream.range(0, 5).forEach(each -> assertThat(limits.waitToMint()).isEmpty());
        assertThat(limits.waitToMint()).contains(Duration.ofSeconds(12));
    }

    @Test
    void replacesFifteenRefusedTokensAnHourAtMost() {
        var renewed = IntStream.range(0, 3600)
                .peek(second -> clock.advance(Duration.ofSeconds(1)))
                .filter(second -> limits.mayRenew())
                .count();
        assertThat(renewed).isBetween(14L, 15L);
    }

    private long secondsAllowed(int seconds) {
        return IntStream.range(0, seconds)
                .peek(second -> clock.advance(Duration.ofSeconds(1)))
                .filter(second -> limits.waitToMint().isEmpty())
                .count();
    }
}

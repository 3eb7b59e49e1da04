package dev.atlasgateway.atlas.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.TestClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTests {

    private final TestClock clock = new TestClock();
    private final RetryBudget budget = new RetryBudget(0.2, 10, clock);

    @Test
    void allowsTheReserveAndThenAFifthOfTheTraffic() {
        var spent = IntStream.range(0, 1000)
                .peek(call -> budget.earn())
                .filter(call -> budget.spend())
                .count();
        assertThat(spent).isEqualTo(10 + 1000 / 5);
    }

    @Test
    void addsTheReserveEachMinute() {
        drain();
        clock.advance(Duration.ofMinutes(1));
        assertThat(drain()).isEqualTo(10);
    }

    @Test
    void holdsAtMostOneHundredRetries() {
        IntStream.range(0, 10_000).forEach(call -> budget.earn());
        assertThat(drain()).isEqualTo(100);
    }

    private long drain() {
        return IntStream.range(0, 1000).filter(each -> budget.spend()).count();
    }
}

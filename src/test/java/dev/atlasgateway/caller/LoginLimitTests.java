package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginLimitTests {

    private static final String CLIENT = Policies.PAYMENTS;
    private static final String HERE = "10.0.0.1";
    private static final String ELSEWHERE = "10.0.0.2";

    private final Time time = new Time();
    private final LoginLimit limit = new LoginLimit(new CallerProperties.LoginLimit(10, 100), time);

    @Test
    void letsLoginsThroughThatDoNotFail() {
        for (int i = 0; i < 1000; i++) {
            open(CLIENT, HERE);
        }
    }

    @Test
    void looksAtNoMoreOfABurstThanOfARow() throws Exception {
        var looked = new AtomicInteger();
        var start = new CyclicBarrier(100);
        try (var threads = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 100; i++) {
                threads.submit(() -> {
                    start.await();
                    return limit.look(CLIENT, HERE, () -> {
                        looked.incrementAndGet();
                        Thread.yield(); // lets the others in, if anything does
                        return "wrong";
                    });
                });
            }
        }
        assertThat(looked).hasValue(10);
        closed(CLIENT, HERE);
    }

    @Test
    void turnsAClientAwayWhereItFailedTooOften() {
        fail(CLIENT, HERE, 9);
        open(CLIENT, HERE);
        fail(CLIENT, HERE, 1);
        closed(CLIENT, HERE);
    }

    @Test
    void locksNobodyOutOfAClientFromElsewhere() {
        fail(CLIENT, HERE, 1000);
        closed(CLIENT, HERE);
        open(CLIENT, ELSEWHERE);
    }

    @Test
    void leavesOtherClientsAtTheAddressAloneUntilTheAddressItselfIsSpent() {
        fail(CLIENT, HERE, 10);
        open(Policies.SEARCH, HERE);
        for (int i = 0; i < 90; i++) {
            fail("client-" + i, HERE, 1);
        }
        closed(Policies.SEARCH, HERE);
        open(Policies.SEARCH, ELSEWHERE);
    }

    @Test
    void letsOneMoreThroughAfterATenthOfAMinute() {
        fail(CLIENT, HERE, 10);
        time.pass(Duration.ofMillis(5_999));
        closed(CLIENT, HERE);
        time.pass(Duration.ofMillis(1));
        open(CLIENT, HERE);
        fail(CLIENT, HERE, 1);
        closed(CLIENT, HERE);
    }

    @Test
    void tellsWhenToTryAgainInWholeSecondsRoundedUp() {
        fail(CLIENT, HERE, 10);
        time.pass(Duration.ofMillis(1_500));
        assertThatThrownBy(() -> limit.look(CLIENT, HERE, () -> null))
                .isInstanceOfSatisfying(
                        LoginRefused.class,
                        refused -> assertThat(refused.limit().toResponse().headers())
                                .containsEntry("Retry-After", "5"));
    }

    private void fail(String client, String address, int times) {
        for (int i = 0; i < times; i++) {
            try {
                assertThat(limit.look(client, address, () -> "wrong")).isEqualTo("wrong");
            } catch (LoginRefused refused) {
                assertThat(refused.limit()).isNotNull();
            }
        }
    }

    private void open(String client, String address) {
        assertThatCode(() -> limit.look(client, address, () -> null)).doesNotThrowAnyException();
    }

    private void closed(String client, String address) {
        assertThatThrownBy(() -> limit.look(client, address, () -> null)).isInstanceOf(LoginRefused.class);
    }

    private static final class Time implements TimeMeter {

        private long nanos;

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

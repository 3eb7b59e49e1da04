package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginLimitTests {

    private static final String CLIENT = CallerPolicy.PAYMENTS;
    private static final String HERE = "10.0.0.1";
    private static final String ELSEWHERE = "10.0.0.2";

    private final Time time = new Time();
    private final LoginLimit limit = new LoginLimit(List.of(10, 100), time, LimitReached::new);

    @Test
    void doesNotLimitSuccessfulLogins() {
        for (int i = 0; i < 1000; i++) {
            open(CLIENT, HERE);
        }
    }

    @Test
    void checksNoMoreLoginsOfABurstThanOfASequence() throws Exception {
        var looked = new AtomicInteger();
        var start = new CyclicBarrier(100);
        try (var threads = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 100; i++) {
                threads.submit(() -> {
                    start.await();
                    return limit.check(sources(CLIENT, HERE), () -> {
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
    void rejectsAClientAfterTooManyFailures() {
        fail(CLIENT, HERE, 9);
        open(CLIENT, HERE);
        fail(CLIENT, HERE, 1);
        closed(CLIENT, HERE);
    }

    @Test
    void acceptsTheClientFromAnotherAddress() {
        fail(CLIENT, HERE, 1000);
        closed(CLIENT, HERE);
        open(CLIENT, ELSEWHERE);
    }

    @Test
    void acceptsOtherClientsOfTheAddressUntilTheAddressReachesItsLimit() {
        fail(CLIENT, HERE, 10);
        open(CallerPolicy.SEARCH, HERE);
        for (int i = 0; i < 90; i++) {
            fail("client-" + i, HERE, 1);
        }
        closed(CallerPolicy.SEARCH, HERE);
        open(CallerPolicy.SEARCH, ELSEWHERE);
    }

    @Test
    void acceptsOneMoreLoginAfterATenthOfAMinute() {
        fail(CLIENT, HERE, 10);
        time.pass(Duration.ofMillis(5_999));
        closed(CLIENT, HERE);
        time.pass(Duration.ofMillis(1));
        open(CLIENT, HERE);
        fail(CLIENT, HERE, 1);
        closed(CLIENT, HERE);
    }

    @Test
    void reportsTheReachedLimitAndTheWait() {
        fail(CLIENT, HERE, 10);
        time.pass(Duration.ofMillis(1_500));
        assertThatThrownBy(() -> limit.check(sources(CLIENT, HERE), () -> null))
                .isInstanceOfSatisfying(LimitReached.class, reached -> {
                    assertThat(reached.limit).isEqualTo(10);
                    assertThat(reached.wait).isEqualTo(Duration.ofMillis(4_500));
                });
    }

    private void fail(String client, String address, int times) {
        for (int i = 0; i < times; i++) {
            try {
                assertThat(limit.check(sources(client, address), () -> "wrong")).isEqualTo("wrong");
            } catch (LimitReached reached) {
                assertThat(reached.wait).isPositive();
            }
        }
    }

    private void open(String client, String address) {
        assertThatCode(() -> limit.check(sources(client, address), () -> null)).doesNotThrowAnyException();
    }

    private void closed(String client, String address) {
        assertThatThrownBy(() -> limit.check(sources(client, address), () -> null))
                .isInstanceOf(LimitReached.class);
    }

    private static List<String> sources(String client, String address) {
        return List.of(client + " at " + address, address);
    }

    private static final class LimitReached extends RuntimeException {

        private final int limit;
        private final Duration wait;

        LimitReached(int limit, Duration wait) {
            this.limit = limit;
            this.wait = wait;
        }
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

package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    private final LoginLimit limit = new LoginLimit(List.of(10), List.of(100), time, LimitReached::new);

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
                    return limit.check(login(CLIENT, HERE), () -> {
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
    void acceptsTheRightSecretOfAnotherClientAlthoughTheAddressHasReachedItsLimit() {
        fail(CLIENT, HERE, 10);
        for (int i = 0; i < 90; i++) {
            fail("client-" + i, HERE, 1);
        }
        open(CallerPolicy.SEARCH, HERE);
        open(CallerPolicy.SEARCH, ELSEWHERE);
        closed(CLIENT, HERE);
    }

    @Test
    void rejectsAWrongSecretAsUncheckedIfTheAddressHasReachedItsLimit() {
        floodAddress();
        assertThatThrownBy(() -> limit.check(login(CallerPolicy.SEARCH, HERE), () -> "wrong"))
                .isInstanceOfSatisfying(
                        LimitReached.class, reached -> assertThat(reached.limit).isEqualTo(100));
        assertThatThrownBy(() -> limit.check(unknown("unknown", HERE), () -> "unknown"))
                .isInstanceOfSatisfying(
                        LimitReached.class, reached -> assertThat(reached.limit).isEqualTo(100));
    }

    @Test
    void checksNoMoreSecretsOfAClientIfTheAddressHasReachedItsLimit() {
        floodAddress();
        fail(CallerPolicy.SEARCH, HERE, 9);
        open(CallerPolicy.SEARCH, HERE);
        fail(CallerPolicy.SEARCH, HERE, 1);
        closed(CallerPolicy.SEARCH, HERE);
    }

    @Test
    void answersAnUnknownClientAsAKnownOneIfTheAddressHasReachedItsLimit() {
        floodAddress();
        for (int i = 0; i < 20; i++) {
            assertThat(reached(unknown("unknown", HERE))).isEqualTo(reached(login(CLIENT, HERE)));
        }
        time.pass(Duration.ofSeconds(1));
        assertThat(reached(unknown("unknown", HERE)))
                .isEqualTo(reached(login(CLIENT, HERE)))
                .isEqualTo(10);
    }

    private int reached(LoginLimit.Login login) {
        return catchThrowableOfType(LimitReached.class, () -> limit.check(login, () -> "wrong")).limit;
    }

    @Test
    void remembersTheFailuresOfAClientDuringAFloodOfUnknownOnes() {
        fail(CLIENT, HERE, 10);
        for (int i = 0; i < 100_000; i++) {
            var unknown = unknown("unknown-" + i, "address-" + i % 1_000);
            assertThatCode(() -> limit.check(unknown, () -> "unknown"))
                    .satisfies(thrown -> assertThat(thrown == null || thrown instanceof LimitReached)
                            .isTrue());
        }
        closed(CLIENT, HERE);
    }

    @Test
    void limitsAnUnknownClientAsAKnownOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.check(unknown("unknown", HERE), () -> "unknown")).isEqualTo("unknown");
        }
        assertThatThrownBy(() -> limit.check(unknown("unknown", HERE), () -> "unknown"))
                .isInstanceOfSatisfying(
                        LimitReached.class, reached -> assertThat(reached.limit).isEqualTo(10));
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
        assertThatThrownBy(() -> limit.check(login(CLIENT, HERE), () -> null))
                .isInstanceOfSatisfying(LimitReached.class, reached -> {
                    assertThat(reached.limit).isEqualTo(10);
                    assertThat(reached.wait).isEqualTo(Duration.ofMillis(4_500));
                });
    }

    private void floodAddress() {
        for (int i = 0; i < 100; i++) {
            limit.check(unknown("unknown-" + i, HERE), () -> "unknown");
        }
    }

    private void fail(String client, String address, int times) {
        for (int i = 0; i < times; i++) {
            try {
                assertThat(limit.check(login(client, address), () -> "wrong")).isEqualTo("wrong");
            } catch (LimitReached reached) {
                assertThat(reached.wait).isPositive();
            }
        }
    }

    private void open(String client, String address) {
        assertThatCode(() -> limit.check(login(client, address), () -> null)).doesNotThrowAnyException();
    }

    private void closed(String client, String address) {
        assertThatThrownBy(() -> limit.check(login(client, address), () -> null))
                .isInstanceOf(LimitReached.class);
    }

    private static LoginLimit.Login login(String client, String address) {
        return new LoginLimit.Login(true, List.of(client + " at " + address), List.of(address));
    }

    private static LoginLimit.Login unknown(String client, String address) {
        return new LoginLimit.Login(false, List.of(client + " at " + address), List.of(address));
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

package dev.atlasgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlinesTests {

    @Test
    void endsOnceAfterTheLimit() throws InterruptedException {
        try (var deadlines = new Deadlines("deadlines")) {
            var ended = new AtomicInteger();
            var started = System.nanoTime();
            var over = new CountDownLatch(1);
            deadlines.watch(Duration.ofMillis(100), ended::incrementAndGet);
            deadlines.watch(Duration.ofMillis(200), over::countDown);
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(ended).hasValue(1);
        }
    }

    @Test
    void endsOthersIfOneFails() throws InterruptedException {
        try (var deadlines = new Deadlines("deadlines")) {
            var over = new CountDownLatch(1);
            deadlines.watch(Duration.ofMillis(50), () -> {
                throw new IllegalStateException("cannot end");
            });
            deadlines.watch(Duration.ofMillis(200), over::countDown);
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void doesNotEndAClosedWatch() throws InterruptedException {
        try (var deadlines = new Deadlines("deadlines")) {
            var ended = new AtomicInteger();
            var over = new CountDownLatch(1);
            deadlines.watch(Duration.ofMillis(50), ended::incrementAndGet).close();
            deadlines.watch(Duration.ofMillis(200), over::countDown);
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ended).hasValue(0);
        }
    }
}

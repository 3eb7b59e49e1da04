package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.ReadsLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ReadsLog
class PollingTests {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void keepsPollingAfterFailuresAndLogsEachStreakOnce(LogOfTest log) {
        var polling = Polling.beforeServing("moon", () -> {}, this::look, Duration.ofMillis(1));
        polling.start();
        try {
            await().until(() -> looks.get() > 12);
        } finally {
            polling.stop();
        }
        assertThat(log.toString().split("A run of moon failed", -1)).hasSize(1 + 2);
    }

    @Test
    void runsAgainAtOnceWhileMoreIsDue() {
        var polling = Polling.whileServing("moon", () -> looks.incrementAndGet() < 1000, Duration.ofMillis(200));
        polling.start();
        try {
            await().until(() -> looks.get() >= 1000);
        } finally {
            polling.stop();
        }
    }

    private void look() {
        switch (looks.incrementAndGet()) {
            case 1, 2, 3 -> throw new IllegalStateException("clouds");
            case 7, 8 -> throw new StackOverflowError("eclipse");
            default -> {}
        }
    }
}

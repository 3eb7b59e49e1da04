package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitStepTests {

    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void rejectsACallBeyondTheLimitAfterItsWait() {
        try (var client = AtlasClientFixture.to(simulator.baseUrl(), "max-concurrent-calls=1", "max-wait=50ms");
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            client.read();
            simulator.clearReceived();
            simulator.orders(Fault.delay(Duration.ofSeconds(2)));
            var first = CompletableFuture.supplyAsync(client::change, others);
            await().until(() -> simulator.received().size() == 1);
            assertThat(client.change()).isInstanceOfSatisfying(NoReply.class, noReply -> {
                assertThat(noReply.cause()).isEqualTo(Cause.TOO_MANY_CALLS);
                assertThat(noReply.attempts()).isEmpty();
            });
            assertThat(first.join()).isInstanceOf(Reply.class);
            assertThat(client.change()).isInstanceOf(Reply.class);
        }
    }

    @Test
    void doesNotWaitForATurnBeyondTheDeadline() {
        try (var client = AtlasClientFixture.to(
                        simulator.baseUrl(), "max-concurrent-calls=1", "max-wait=1h", "deadline=20s");
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            client.read();
            simulator.clearReceived();
            simulator.orders(Fault.delay(Duration.ofSeconds(2)));
            var first = CompletableFuture.supplyAsync(client::change, others);
            await().until(() -> simulator.received().size() == 1);
            assertThat(client.change())
                    .isInstanceOfSatisfying(
                            NoReply.class,
                            noReply -> assertThat(noReply.cause()).isEqualTo(Cause.TOO_MANY_CALLS));
            assertThat(first).as("the call in progress").isNotDone();
            assertThat(first.join()).isInstanceOf(Reply.class);
        }
    }

    @Test
    void countsNoCallDuringThePauseBeforeARetry() {
        try (var client = AtlasClientFixture.to(simulator.baseUrl(), "max-concurrent-calls=1", "max-wait=0ms");
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            client.read();
            simulator.clearReceived();
            simulator.orders(Fault.status(429, 2));
            var first = CompletableFuture.supplyAsync(client::change, others);
            await().until(() -> !simulator.received().isEmpty()
                    && simulator.received().getFirst().status() == 429);
            await().untilAsserted(() -> assertThat(client.read()).isInstanceOf(Reply.class));
            assertThat(first).isNotDone();
            assertThat(first.join().attempts()).hasSize(2);
        }
    }
}

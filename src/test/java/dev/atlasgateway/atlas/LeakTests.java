package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Effect.Nonsense;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeakTests {

    private static final int CALLS = 4000;

    @Test
    void releasesEveryConnectionAfterEveryKindOfFault() {
        try (var simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
                var client = AtlasClientFixture.to(
                        simulator.baseUrl(),
                        "max-connections=16",
                        "connect-timeout=800ms",
                        "attempt-timeout=800ms",
                        "circuit-breaker.enabled=false")) {
            await().until(() -> client.read() instanceof Reply);
            simulator.orders(everyKindOfFault());
            var answered = new AtomicInteger();
            try (var callers = Executors.newFixedThreadPool(32)) {
                for (var call = 0; call < CALLS; call++) {
                    var request = call % 2 == 0 ? AtlasClientFixture.readRequest() : AtlasClientFixture.changeRequest();
                    callers.execute(() -> {
                        if (client.send(request) instanceof Reply) {
                            answered.incrementAndGet();
                        }
                    });
                }
            }
            assertThat(answered).as("some, not all").hasValueBetween(CALLS / 10, CALLS - 1);
            await().until(() -> client.leasedConnections() == 0);
            assertThat(client.pool.getTotalStats().getPending()).isZero();
            simulator.clearFaults();
            for (var call = 0; call < 32; call++) {
                assertThat(client.read()).isInstanceOf(Reply.class);
            }
        }
    }

    private static Fault[] everyKindOfFault() {
        return Stream.of(
                        Fault.resetBeforeApplying(),
                        Fault.resetAfterApplying(),
                        Fault.truncated(),
                        Fault.garbage(Nonsense.BYTES),
                        Fault.garbage(Nonsense.HTML),
                        Fault.hangUp(),
                        Fault.status(500),
                        Fault.status(503),
                        Fault.status(401),
                        Fault.delay(Duration.ofSeconds(1)),
                        Fault.slowBody(Duration.ofMillis(20)))
                .map(fault -> fault.always().withProbability(0.02))
                .toArray(Fault[]::new);
    }
}

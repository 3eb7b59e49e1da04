package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTests {

    private static final String TAG = "{\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}";

    private final AtlasSimulator simulator = AtlasSimulator.start(0);
    private final SimulatorClient client = new SimulatorClient(simulator);
    private final String token = client.token();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void delaysThenProceeds() {
        simulator.orders(Fault.delay(Duration.ofMillis(300)));
        var started = System.nanoTime();

        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(last().fault()).isEqualTo("delay=300");
        assertThat(last().applied()).isTrue();
    }

    @Test
    void letsTheNextFaultStrikeAfterADelay() {
        simulator.orders(Fault.delay(Duration.ofMillis(1)), Fault.status(500), Fault.status(503));

        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(500);
        assertThat(last().fault()).startsWith("delay=1, status=500");
        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(503);
        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(200);
    }

    @Test
    void strikesOnlyWhatItWaitsFor() {
        simulator.orders(Fault.status(503).on("PATCH", "orders-prod$"));

        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(200);
        assertThat(client.get(SimulatorClient.flex("orders-prod"), token).statusCode())
                .isEqualTo(200);
        assertThat(client.patch(SimulatorClient.flex("orders-prod"), token, TAG).statusCode())
                .isEqualTo(503);
    }

    @Test
    void sparesTheTokenEndpointUnlessItIsNamed() {
        simulator.orders(Fault.status(503), Fault.status(502).on("POST", "^/api/oauth"));

        assertThat(client.askForToken(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET)
                        .statusCode())
                .isEqualTo(502);
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(503);
    }

    @Test
    void strikesAsOftenAsOrderedAndForeverIfOrdered() {
        simulator.orders(Fault.status(500).times(2), Fault.status(503).always());

        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(500);
        assertThat(simulator.pendingFaults()).extracting(Fault::times).containsExactly(1, Fault.ALWAYS);
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(500);
        for (int i = 0; i < 5; i++) {
            assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(503);
        }
        simulator.clearFaults();
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(200);
    }

    @Test
    void strikesNoOftenerAmongManyCallersAndLosesNoChange() {
        simulator.orders(Fault.status(503).times(20));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                callers.execute(() -> client.patch(ORDERS_DEV, token, TAG));
            }
        }

        assertThat(changes()).isEqualTo(180);
        assertThat(simulator.received(1).stream().filter(request -> request.status() == 503))
                .hasSize(20)
                .noneMatch(ReceivedRequest::applied);
        assertThat(simulator.received(1).stream()
                        .map(ReceivedRequest::change)
                        .filter(change -> change > 0)
                        .distinct())
                .hasSize(180);
    }

    @Test
    void strikesWithTheOrderedProbability() {
        simulator.orders(Fault.status(503).always().withProbability(0.5));
        int struck = 0;
        for (int i = 0; i < 200; i++) {
            struck += client.get(ORDERS_DEV, token).statusCode() == 503 ? 1 : 0;
        }

        assertThat(struck).isBetween(50, 150); // outside once in 10^12 runs
    }

    @Test
    void revokesAllTokensAtOnce() {
        simulator.revokeTokens();

        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(401);
        assertThat(client.get(ORDERS_DEV, client.token()).statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhatIsWrongWithAFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(600));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(500).times(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(500).withProbability(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.tokenRefusal(404));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.delay(Duration.ofMillis(-1)));
    }

    private long changes() {
        return simulator.instance(AtlasSimulator.PROJECT, "orders-dev").changes();
    }

    private ReceivedRequest last() {
        return simulator.received().getLast();
    }
}

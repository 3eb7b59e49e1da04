package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitBreakerStepTests {

    private final TestClock clock = new TestClock();
    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
    private final AtlasClientFixture client = AtlasClientFixture.at(
            clock,
            simulator.baseUrl(),
            "retry.max-attempts=1",
            "circuit-breaker.minimum-calls=4",
            "circuit-breaker.trial-calls=2");

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void opensWhenAtlasKeepsFailingAndReturnsRetryAfter(int status) {
        failFourTimes(Fault.status(status));
        clock.advance(Duration.ofSeconds(3));
        assertRefused(client.change(), Duration.ofSeconds(7));
    }

    @Test
    void opensWhenResponsesAreMissing() {
        failFourTimes(Fault.resetBeforeApplying());
        assertRefused(client.change(), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 429})
    void staysClosedWhenAtlasRefusesCalls(int status) {
        failFourTimes(Fault.status(status));
        assertThat(client.change()).isInstanceOf(Reply.class);
    }

    @Test
    void staysClosedWhenAtlasSendsRetryAfter() {
        failFourTimes(Fault.status(503, 1));
        assertThat(client.change()).isInstanceOf(Reply.class);
    }

    @Test
    void staysClosedWhenOnlyTokensAreMissing() {
        simulator.orders(Fault.tokenRefusal(403));
        for (var call = 0; call < 10; call++) {
            assertThat(((NoReply) client.change()).cause()).isEqualTo(Cause.NO_TOKEN);
        }
    }

    @Test
    void staysClosedWhileMostCallsSucceed() {
        for (var round = 0; round < 5; round++) {
            client.change();
            client.change();
            simulator.orders(Fault.status(500));
            client.change();
        }
        assertThat(client.change()).isInstanceOf(Reply.class);
    }

    @Test
    void sendsNothingWhileOpen() {
        failFourTimes(Fault.status(500));
        simulator.clearReceived();
        client.change();
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void closesWhenTheTrialCallsSucceed() {
        failFourTimes(Fault.status(500));
        clock.advance(Duration.ofMillis(10_001));
        for (var call = 0; call < 10; call++) {
            assertThat(client.change()).isInstanceOf(Reply.class);
        }
    }

    @Test
    void doesNotCountCallsWithoutAnAttemptAsTrialCalls() {
        failFourTimes(Fault.status(500));
        clock.advance(Duration.ofMillis(10_001));
        for (var call = 0; call < 10; call++) {
            client.send(AtlasClientFixture.changeRequest(), Duration.ZERO);
        }
        assertThat(client.change()).isInstanceOf(Reply.class);
    }

    @Test
    void opensAgainWhenTheTrialCallsFail() {
        failFourTimes(Fault.status(500));
        clock.advance(Duration.ofMillis(10_001));
        simulator.orders(Fault.status(500).times(2));
        client.change();
        client.change();
        assertRefused(client.change(), Duration.ofSeconds(10));
    }

    @Test
    void sendsEverythingWhenSwitchedOff() {
        try (var open = AtlasClientFixture.to(
                simulator.baseUrl(),
                "retry.max-attempts=1",
                "circuit-breaker.enabled=false",
                "circuit-breaker.minimum-calls=1")) {
            simulator.orders(Fault.status(500).times(5));
            for (var call = 0; call < 6; call++) {
                assertThat(open.change()).isInstanceOf(Reply.class);
            }
        }
    }

    private void failFourTimes(Fault fault) {
        simulator.orders(fault.times(4));
        for (var call = 0; call < 4; call++) {
            client.change();
        }
    }

    private static void assertRefused(AtlasResponse response, Duration retryAfter) {
        assertThat(response).isInstanceOfSatisfying(NoReply.class, noReply -> {
            assertThat(noReply.cause()).isEqualTo(Cause.BREAKER_OPEN);
            assertThat(noReply.retryAfter()).isEqualTo(retryAfter);
            assertThat(noReply.attempts()).isEmpty();
        });
    }
}

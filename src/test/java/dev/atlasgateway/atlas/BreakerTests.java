package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Answered;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.Unanswered;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerTests {

    private final TestClock clock = new TestClock();
    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
    private final AtlasClientFixture way = AtlasClientFixture.at(
            clock,
            simulator.baseUrl(),
            "retry.max-attempts=1",
            "circuit-breaker.minimum-calls=4",
            "circuit-breaker.trial-calls=2");

    @AfterEach
    void stop() {
        way.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void opensWhenAtlasKeepsFailingAndSaysForHowLong(int status) {
        failing(Fault.status(status));
        clock.advance(Duration.ofSeconds(3));
        assertRefused(way.change(), Duration.ofSeconds(7));
    }

    @Test
    void opensWhenAnswersStayAway() {
        failing(Fault.resetBeforeApplying());
        assertRefused(way.change(), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 429})
    void staysClosedWhenAtlasRefusesInOrder(int status) {
        failing(Fault.status(status));
        assertThat(way.change()).isInstanceOf(Answered.class);
    }

    @Test
    void staysClosedWhenAtlasSaysWhenToComeBack() {
        failing(Fault.status(503, 1));
        assertThat(way.change()).isInstanceOf(Answered.class);
    }

    @Test
    void staysClosedWhenOnlyTokensAreMissing() {
        simulator.orders(Fault.tokenRefusal(403));
        for (var call = 0; call < 10; call++) {
            assertThat(((Unanswered) way.change()).cause()).isEqualTo(Cause.NO_TOKEN);
        }
    }

    @Test
    void staysClosedWhileMostCallsSucceed() {
        for (var round = 0; round < 5; round++) {
            way.change();
            way.change();
            simulator.orders(Fault.status(500));
            way.change();
        }
        assertThat(way.change()).isInstanceOf(Answered.class);
    }

    @Test
    void sendsNothingWhileOpen() {
        failing(Fault.status(500));
        simulator.clearReceived();
        way.change();
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void closesAgainWhenTheTrialCallsSucceed() {
        failing(Fault.status(500));
        clock.advance(Duration.ofMillis(10_001));
        for (var call = 0; call < 10; call++) {
            assertThat(way.change()).isInstanceOf(Answered.class);
        }
    }

    @Test
    void doesNotUseUpItsTrialCallsOnCallsThatWereNeverTried() {
        failing(Fault.status(500));
        clock.advance(Duration.ofMillis(10_001));
        for (var call = 0; call < 10; call++) {
            way.send(AtlasClientFixture.changing(), Duration.ZERO);
        }
        assertThat(way.change()).isInstanceOf(Answered.class);
    }

    @Test
    void opensAgainWhenTheTrialCallsFail() {
        failing(Fault.status(500));
        clock.advance(Duration.ofMillis(10_001));
        simulator.orders(Fault.status(500).times(2));
        way.change();
        way.change();
        assertRefused(way.change(), Duration.ofSeconds(10));
    }

    @Test
    void letsEverythingThroughWhenSwitchedOff() {
        try (var open = AtlasClientFixture.to(
                simulator.baseUrl(),
                "retry.max-attempts=1",
                "circuit-breaker.enabled=false",
                "circuit-breaker.minimum-calls=1")) {
            simulator.orders(Fault.status(500).times(5));
            for (var call = 0; call < 6; call++) {
                assertThat(open.change()).isInstanceOf(Answered.class);
            }
        }
    }

    private void failing(Fault fault) {
        simulator.orders(fault.times(4));
        for (var call = 0; call < 4; call++) {
            way.change();
        }
    }

    private static void assertRefused(AtlasResponse response, Duration retryAfter) {
        assertThat(response).isInstanceOfSatisfying(Unanswered.class, unanswered -> {
            assertThat(unanswered.cause()).isEqualTo(Cause.BREAKER_OPEN);
            assertThat(unanswered.retryAfter()).isEqualTo(retryAfter);
            assertThat(unanswered.attempts()).isEmpty();
        });
    }
}

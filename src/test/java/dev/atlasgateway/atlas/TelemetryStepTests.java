package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class TelemetryStepTests {

    private final TestClock clock = new TestClock();
    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.defaults());
    private final AtlasClientFixture client = AtlasClientFixture.at(
            clock, simulator.baseUrl(), "circuit-breaker.minimum-calls=3", "retry.max-attempts=2");

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void timesEachAttemptByOutcome() {
        simulator.orders(Fault.status(503), Fault.resetBeforeApplying());
        client.change();
        client.read();
        assertThat(attempts("PATCH", "5xx")).isEqualTo(1);
        assertThat(attempts("PATCH", "ambiguous")).isEqualTo(1);
        assertThat(attempts("GET", "2xx")).isEqualTo(1);
    }

    @Test
    void reportsTheRemainingRateLimitOfAtlas() {
        client.read();
        assertThat(client.meters
                        .get("gateway.atlas.ratelimit.remaining")
                        .tag("account", "main")
                        .gauge()
                        .value())
                .isEqualTo(1199);
    }

    @Test
    void reportsTheTimeUntilTheSecretExpires() {
        var meters = new SimpleMeterRegistry();
        TelemetryStep.registerSecretExpiry("main", clock.instant().plus(Duration.ofDays(14)), clock, meters);
        TelemetryStep.registerSecretExpiry("endless", null, clock, meters);
        clock.advance(Duration.ofDays(1));
        assertThat(secondsLeft(meters, "main")).isEqualTo(Duration.ofDays(13).toSeconds());
        assertThat(secondsLeft(meters, "endless")).isNaN();
    }

    private static double secondsLeft(MeterRegistry meters, String account) {
        return meters.get("gateway.atlas.secret.expires")
                .tag("account", account)
                .gauge()
                .value();
    }

    @Test
    void reportsTheConnections() {
        client.read();
        assertThat(connections("leased")).isZero();
        assertThat(connections("available")).isEqualTo(1);
    }

    @Test
    void healthIsUnknownBeforeTheFirstCall() {
        assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void healthIsUpAfterAResponse() {
        client.read();
        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails())
                .containsEntry("lastCall", "200")
                .containsEntry("lastCallAt", clock.instant())
                .containsKey("token");
    }

    @Test
    void healthIsDownWhileTheBreakerIsOpen() {
        simulator.orders(Fault.status(500).times(3));
        client.read();
        client.read();
        client.read();
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails().get("circuitBreaker")).hasToString("OPEN");
    }

    @Test
    void healthIsDownWithoutATokenAndAdvisesWhatToDo() {
        simulator.orders(Fault.tokenRefusal(401));
        client.read();
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails().get("tokenRefused").toString()).contains("check the secrets");
    }

    private Health health() {
        return new AccountHealth(client.accounts.all().getFirst()).health();
    }

    private double connections(String state) {
        return client.meters
                .get("httpcomponents.httpclient.pool.total.connections")
                .tag("state", state)
                .gauge()
                .value();
    }

    private long attempts(String method, String outcome) {
        return client.meters
                .get("gateway.atlas.attempts")
                .tags("account", "main", "method", method, "outcome", outcome)
                .timer()
                .count();
    }
}

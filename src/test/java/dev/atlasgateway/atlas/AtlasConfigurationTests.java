package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AtlasConfigurationTests {

    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
            .withUserConfiguration(AtlasConfiguration.class)
            .withBean(InstantSource.class, InstantSource::system)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(StaleRetryGuard.class, AtlasClientFixture.RetryGuardStub::new)
            .withBean(Tracer.class, () -> TracerProvider.noop().get("none"))
            .withPropertyValues(
                    "gateway.atlas.base-url=" + simulator.baseUrl(),
                    "gateway.atlas.accounts.main.client-id=" + AtlasSimulator.CLIENT_ID,
                    "gateway.atlas.accounts.main.client-secret=" + AtlasSimulator.CLIENT_SECRET);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void revokesItsTokenWhenItCloses() {
        context.run(started -> {
            var intent = new Intent(
                    UUID.randomUUID(),
                    AtlasClientFixture.changeRequest(),
                    Instant.now().plusSeconds(10));
            assertThat(started.getBean(Atlas.class).send(intent)).isInstanceOf(Reply.class);
            assertThat(simulator.liveTokens(AtlasSimulator.CLIENT_ID)).isEqualTo(1);
        });
        assertThat(simulator.liveTokens(AtlasSimulator.CLIENT_ID)).isZero();
        await().until(() -> simulator.openConnections() == 0);
    }

    @Test
    void sendsNoRequestAtStart() {
        context.run(started -> assertThat(simulator.received()).isEmpty());
    }

    @Test
    void publishesTheDeadlineOfACall() {
        context.withPropertyValues("gateway.atlas.deadline=20s")
                .run(started -> assertThat(started.getBean(AtlasDeadline.class))
                        .isEqualTo(new AtlasDeadline(Duration.ofSeconds(20))));
    }

    @Test
    void reportsTheHealthOfEachAccountUnderItsName() {
        context.run(started -> assertThat(started.getBean("atlasHealthContributor", CompositeHealthContributor.class)
                        .getContributor("main"))
                .isNotNull());
    }

    @Test
    void failsToStartIfTheSecretFileIsMissing() {
        context.withPropertyValues(
                        "gateway.atlas.accounts.main.client-secret=",
                        "gateway.atlas.accounts.main.secret-file=/no/such/file")
                .run(failed -> assertThat(failed)
                        .getFailure()
                        .hasStackTraceContaining(
                                "gateway.atlas.accounts.main.secret-file: /no/such/file cannot be read"));
    }

    @Test
    void failsToStartIfTheSslBundleIsMissing() {
        context.withPropertyValues("gateway.atlas.ssl-bundle=company")
                .run(failed -> assertThat(failed).getFailure().hasStackTraceContaining("company"));
    }

    @Test
    void registersExactlyTheseMeters() {
        context.run(started -> {
            var atlas = started.getBean(Atlas.class);
            atlas.send(new Intent(
                    UUID.randomUUID(),
                    AtlasClientFixture.changeRequest(),
                    Instant.now().plusSeconds(10)));
            assertThat(started.getBean(MeterRegistry.class).getMeters().stream()
                            .map(Meter::getId)
                            .map(Meter.Id::getName)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(
                            "gateway.atlas.attempts",
                            "gateway.atlas.ratelimit.remaining",
                            "gateway.atlas.secret.expires",
                            "gateway.atlas.tokens.expires",
                            "gateway.atlas.tokens.minted",
                            "gateway.atlas.tokens.refused",
                            "httpcomponents.httpclient.pool.route.max.default",
                            "httpcomponents.httpclient.pool.total.connections",
                            "httpcomponents.httpclient.pool.total.max",
                            "httpcomponents.httpclient.pool.total.pending",
                            "resilience4j.bulkhead.available.concurrent.calls",
                            "resilience4j.bulkhead.max.allowed.concurrent.calls",
                            "resilience4j.circuitbreaker.buffered.calls",
                            "resilience4j.circuitbreaker.calls",
                            "resilience4j.circuitbreaker.failure.rate",
                            "resilience4j.circuitbreaker.not.permitted.calls",
                            "resilience4j.circuitbreaker.slow.call.rate",
                            "resilience4j.circuitbreaker.slow.calls",
                            "resilience4j.circuitbreaker.state");
        });
    }
}

package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import dev.atlasgateway.simulator.AtlasSimulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import tools.jackson.databind.node.JsonNodeFactory;

/** The whole way out as it is configured, with one service account, {@code main}, unless told otherwise. */
final class AtlasClientFixture implements AutoCloseable {

    static final String FLEX = "/api/atlas/v2/groups/" + AtlasSimulator.PROJECT + "/flexClusters/orders-dev";
    static final String MEDIA_TYPE = "application/vnd.atlas.2024-11-13+json";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final PoolingHttpClientConnectionManager pool;
    final ServiceAccounts accounts;
    final Superseding repeats = new Superseding();
    private final HttpExchanges http;
    private final Atlas atlas;
    private final InstantSource clock;
    private final Duration deadline;

    private AtlasClientFixture(AtlasProperties properties, DefaultSslBundleRegistry bundles, InstantSource clock) {
        var configuration = new AtlasConfiguration();
        this.clock = clock;
        this.deadline = properties.deadline();
        this.pool = configuration.atlasConnections(properties, bundles, meters);
        this.http = configuration.atlasHttp(pool, properties);
        this.accounts = configuration.atlasServiceAccounts(http, properties, meters, clock);
        this.atlas = configuration.atlas(
                http, accounts, properties, repeats, new TracingStep(Tracer.NOOP, Propagator.NOOP), meters, clock);
    }

    /** To where, with settings as {@code "retry.max-attempts=1"}. */
    static AtlasClientFixture to(URI atlas, String... settings) {
        return at(InstantSource.system(), atlas, settings);
    }

    static AtlasClientFixture at(InstantSource clock, URI atlas, String... settings) {
        return trusting(new DefaultSslBundleRegistry(), clock, atlas, settings);
    }

    static AtlasClientFixture trusting(
            DefaultSslBundleRegistry bundles, InstantSource clock, URI atlas, String... settings) {
        return new AtlasClientFixture(properties(atlas, settings), bundles, clock);
    }

    static AtlasProperties properties(URI atlas, String... settings) {
        var given = new HashMap<>(Map.of(
                "gateway.atlas.base-url",
                atlas.toString(),
                "gateway.atlas.accounts.main.client-id",
                AtlasSimulator.CLIENT_ID,
                "gateway.atlas.accounts.main.client-secret",
                AtlasSimulator.CLIENT_SECRET,
                "gateway.atlas.retry.initial-wait",
                "1ms"));
        Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> given.put("gateway.atlas." + setting[0], setting[1]));
        given.values().removeIf(String::isEmpty);
        return new Binder(new MapConfigurationPropertySource(given))
                .bind("gateway.atlas", AtlasProperties.class)
                .get();
    }

    AtlasResponse read() {
        return send(reading());
    }

    AtlasResponse change() {
        return send(changing());
    }

    AtlasResponse send(AtlasRequest request) {
        return send(request, deadline);
    }

    AtlasResponse send(AtlasRequest request, Duration within) {
        return atlas.send(new Intent(UUID.randomUUID(), request, clock.instant().plus(within)));
    }

    static AtlasRequest reading() {
        return new AtlasRequest(
                "main", AtlasSimulator.PROJECT + "/orders-dev", "GET", FLEX, Map.of("Accept", MEDIA_TYPE), null);
    }

    static AtlasRequest changing() {
        return new AtlasRequest(
                "main",
                AtlasSimulator.PROJECT + "/orders-dev",
                "PATCH",
                FLEX,
                Map.of("Accept", MEDIA_TYPE, "Content-Type", MEDIA_TYPE),
                JsonNodeFactory.instance.objectNode().put("terminationProtectionEnabled", true));
    }

    ServiceAccountTokens tokens() {
        return accounts.all().getFirst().tokens();
    }

    int leasedConnections() {
        return pool.getTotalStats().getLeased();
    }

    double count(String meter, String... tags) {
        var counter = meters.find(meter).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        http.close();
    }

    /** Lets repetitions run until somebody's newer change is announced, and counts the questions. */
    static final class Superseding implements StaleRetryGuard {

        volatile boolean superseded;
        volatile int asked;

        @Override
        public <T> Optional<T> unlessSuperseded(Intent intent, Supplier<T> repetition) {
            asked++;
            return superseded ? Optional.empty() : Optional.of(repetition.get());
        }
    }
}

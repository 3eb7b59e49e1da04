package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.http.HttpTransport;
import dev.atlasgateway.atlas.token.TokenCache;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import dev.atlasgateway.simulator.AtlasSimulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
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

/**
 * All steps of the way out as they are configured, with one service account, {@code main}, unless settings say more.
 */
public final class AtlasClientFixture implements AutoCloseable {

    static final String TEMPLATE = "/api/atlas/v2/groups/{groupId}/flexClusters/{name}";
    static final String FLEX = "/api/atlas/v2/groups/" + AtlasSimulator.PROJECT + "/flexClusters/orders-dev";
    static final String MEDIA_TYPE = "application/vnd.atlas.2024-11-13+json";

    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final PoolingHttpClientConnectionManager pool;
    final ServiceAccounts accounts;
    final RetryGuardStub retryGuard = new RetryGuardStub();
    private final HttpTransport http;
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
        var tracing = new TracingStep(TracerProvider.noop().get("none"), properties.baseUrl());
        this.atlas = configuration.atlas(http, accounts, properties, retryGuard, tracing, meters, clock);
    }

    /** Creates a client of an Atlas, with settings such as {@code "retry.max-attempts=1"}. */
    public static AtlasClientFixture to(URI atlas, String... settings) {
        return at(InstantSource.system(), atlas, settings);
    }

    public static AtlasClientFixture at(InstantSource clock, URI atlas, String... settings) {
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

    public AtlasResponse read() {
        return send(readRequest());
    }

    public AtlasResponse change() {
        return send(changeRequest());
    }

    AtlasResponse send(AtlasRequest request) {
        return send(request, deadline);
    }

    AtlasResponse send(AtlasRequest request, Duration timeout) {
        return atlas.send(new Intent(UUID.randomUUID(), request, clock.instant().plus(timeout)));
    }

    static AtlasRequest readRequest() {
        return new AtlasRequest(
                "main",
                AtlasSimulator.PROJECT + "/orders-dev",
                "GET",
                FLEX,
                TEMPLATE,
                Map.of("Accept", MEDIA_TYPE),
                null);
    }

    static AtlasRequest changeRequest() {
        return new AtlasRequest(
                "main",
                AtlasSimulator.PROJECT + "/orders-dev",
                "PATCH",
                FLEX,
                TEMPLATE,
                Map.of("Accept", MEDIA_TYPE, "Content-Type", MEDIA_TYPE),
                JsonNodeFactory.instance.objectNode().put("terminationProtectionEnabled", true));
    }

    public TokenCache tokens() {
        return accounts.all().getFirst().tokens();
    }

    public void closeAccounts() throws InterruptedException {
        accounts.close();
    }

    int leasedConnections() {
        return pool.getTotalStats().getLeased();
    }

    public double count(String meter, String... tags) {
        var counter = meters.find(meter).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        http.close();
    }

    /** Runs retries of changes unless they are stale, and counts them. */
    static final class RetryGuardStub implements StaleRetryGuard {

        volatile boolean stale;
        volatile int calls;
        volatile Runnable beforeRetry = () -> {};

        @Override
        public <T> Optional<T> runUnlessStale(Intent intent, Supplier<T> retry) {
            calls++;
            beforeRetry.run();
            return stale ? Optional.empty() : Optional.of(retry.get());
        }
    }
}

package dev.atlasgateway.atlas;

import static java.util.stream.Collectors.toMap;

import dev.atlasgateway.atlas.http.HttpClientFactory;
import dev.atlasgateway.atlas.http.HttpTransport;
import dev.atlasgateway.atlas.limit.TokenRequestLimits;
import dev.atlasgateway.atlas.token.TokenCache;
import dev.atlasgateway.atlas.token.TokenEndpoint;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.StaleRetryGuard;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.httpcomponents.hc5.PoolingHttpClientConnectionManagerMetricsBinder;
import io.opentelemetry.api.trace.Tracer;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the way out together: {@link #atlas} shows the steps that a call takes, and their order. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AtlasProperties.class)
class AtlasConfiguration {

    @Bean
    Atlas atlas(
            HttpTransport http,
            ServiceAccounts accounts,
            AtlasProperties properties,
            StaleRetryGuard retryGuard,
            TracingStep tracing,
            MeterRegistry meters,
            InstantSource clock) {
        var forwarder = new Forwarder(http, properties.attemptTimeout(), clock);
        return new AccountRouter(
                accounts.all().stream().collect(toMap(ServiceAccount::name, account -> {
                    var bearerToken = new BearerTokenStep(account.tokens(), retryGuard);
                    var circuitBreaker = CircuitBreakerStep.of(account.breaker(), properties, clock);
                    var concurrencyLimit = ConcurrencyLimitStep.of(account.bulkhead(), properties, clock);
                    var retries = RetryStep.of(account.name(), properties, retryGuard, meters, clock);
                    return forwarder
                            .through(account.telemetry()) // measures every attempt
                            .through(tracing) // records every attempt
                            .through(bearerToken) // signs every attempt with a valid token
                            .through(circuitBreaker) // counts attempts, not calls
                            .through(concurrencyLimit) // counts attempts, not the pauses between them
                            .through(retries); // outermost: retries all of that
                })),
                clock);
    }

    @Bean
    TracingStep atlasTracing(Tracer tracer, AtlasProperties properties) {
        return new TracingStep(tracer, properties.baseUrl());
    }

    @Bean
    AtlasDeadline atlasDeadline(AtlasProperties properties) {
        return new AtlasDeadline(properties.deadline());
    }

    @Bean
    AtlasAccounts atlasAccounts(AtlasProperties properties) {
        return new AtlasAccounts(properties.accounts().keySet());
    }

    @Bean
    HealthContributor atlasHealthContributor(ServiceAccounts accounts) {
        return CompositeHealthContributor.fromMap(
                accounts.all().stream().collect(toMap(ServiceAccount::name, AccountHealth::new)));
    }

    @Bean
    ServiceAccounts atlasServiceAccounts(
            HttpTransport http, AtlasProperties properties, MeterRegistry meters, InstantSource clock) {
        var breakers = CircuitBreakerRegistry.of(CircuitBreakerStep.config(properties.circuitBreaker(), clock));
        var bulkheads = BulkheadRegistry.of(ConcurrencyLimitStep.config(properties));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        return new ServiceAccounts(properties.accounts().entrySet().stream()
                .map(entry -> {
                    var name = entry.getKey();
                    var account = entry.getValue();
                    TelemetryStep.registerSecretExpiry(name, account.secretExpiresAt(), clock, meters);
                    var limits = new TokenRequestLimits(clock);
                    var endpoint = new TokenEndpoint(
                            http,
                            account.clientId(),
                            account.secretSource(name),
                            limits,
                            properties.attemptTimeout(),
                            clock);
                    return new ServiceAccount(
                            name,
                            new TokenCache(name, endpoint, limits, clock, meters),
                            breakers.circuitBreaker(name),
                            bulkheads.bulkhead(name),
                            new TelemetryStep(name, meters));
                })
                .toList());
    }

    @Bean
    HttpTransport atlasHttp(PoolingHttpClientConnectionManager pool, AtlasProperties properties) {
        var client = HttpClientFactory.client(pool, properties.connectTimeout(), properties.proxy());
        return new HttpTransport(
                client, properties.baseUrl(), (int) properties.maxResponseSize().toBytes());
    }

    @Bean
    PoolingHttpClientConnectionManager atlasConnections(
            AtlasProperties properties, SslBundles bundles, MeterRegistry meters) {
        var tls = tls(properties.sslBundle(), bundles);
        var pool = HttpClientFactory.pool(properties.connectTimeout(), properties.maxConnections(), tls);
        new PoolingHttpClientConnectionManagerMetricsBinder(pool, "atlas").bindTo(meters);
        return pool;
    }

    /** New connections use the present certificates of the bundle, if it is one that is reread. */
    static TlsSocketStrategy tls(@Nullable String bundle, SslBundles bundles) {
        if (bundle == null) {
            return HttpClientFactory.tls(null);
        }
        var present = new AtomicReference<>(
                HttpClientFactory.tls(bundles.getBundle(bundle).createSslContext()));
        bundles.addBundleUpdateHandler(
                bundle, renewed -> present.set(HttpClientFactory.tls(renewed.createSslContext())));
        return (socket, host, port, attachment, context) ->
                present.get().upgrade(socket, host, port, attachment, context);
    }
}

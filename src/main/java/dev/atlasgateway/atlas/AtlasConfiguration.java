package dev.atlasgateway.atlas;

import static java.util.stream.Collectors.toMap;

import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.StaleRetryGuard;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.httpcomponents.hc5.PoolingHttpClientConnectionManagerMetricsBinder;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.InstantSource;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AtlasProperties.class)
class AtlasConfiguration {

    @Bean
    Atlas atlas(
            HttpExchanges http,
            ServiceAccounts accounts,
            AtlasProperties properties,
            StaleRetryGuard supersession,
            TracingStep traced,
            MeterRegistry meters,
            InstantSource clock) {
        var repeats = new RetryGuard(supersession);
        var forwarder = new Forwarder(http, properties.attemptTimeout(), clock);
        return new AccountRouter(
                accounts.all().stream().collect(toMap(ServiceAccount::name, account -> {
                    var bearerToken = new BearerToken(account.tokens(), repeats);
                    var circuitBreaker = Breaker.of(account.breaker(), properties, clock);
                    var concurrencyBound = ConcurrencyBound.of(account.bulkhead(), properties, clock);
                    var retries = Retries.of(account.name(), properties, repeats, meters, clock);
                    return forwarder
                            .through(account.telemetry()) // sees every attempt
                            .through(traced) // so does the trace
                            .through(bearerToken) // a token that is valid at each attempt
                            .through(circuitBreaker) // judges attempts, not calls
                            .through(concurrencyBound) // holds a place during an attempt, none during a pause
                            .through(retries); // outermost: repeats all of that
                })),
                clock);
    }

    @Bean
    TracingStep tracedAttempts(Tracer tracer, Propagator propagator) {
        return new TracingStep(tracer, propagator);
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
            HttpExchanges http, AtlasProperties properties, MeterRegistry meters, InstantSource clock) {
        var breakers = CircuitBreakerRegistry.of(Breaker.config(properties.circuitBreaker(), clock));
        var bulkheads = BulkheadRegistry.of(ConcurrencyBound.config(properties));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        return new ServiceAccounts(properties.accounts().entrySet().stream()
                .map(entry -> {
                    var name = entry.getKey();
                    var limits = new MintLimits(clock);
                    var secrets = Secrets.of(name, entry.getValue());
                    Telemetry.countDown(name, entry.getValue().secretExpiresAt(), clock, meters);
                    var clientId = entry.getValue().clientId();
                    var endpoint =
                            new TokenEndpoint(http, clientId, secrets, limits, properties.attemptTimeout(), clock);
                    return new ServiceAccount(
                            name,
                            new ServiceAccountTokens(name, endpoint, limits, clock, meters),
                            breakers.circuitBreaker(name),
                            bulkheads.bulkhead(name),
                            new Telemetry(name, meters));
                })
                .toList());
    }

    @Bean
    HttpExchanges atlasHttp(PoolingHttpClientConnectionManager pool, AtlasProperties properties) {
        return new HttpExchanges(PooledClient.over(pool, properties), properties.baseUrl(), (int)
                properties.maxResponseSize().toBytes());
    }

    @Bean
    PoolingHttpClientConnectionManager atlasConnections(
            AtlasProperties properties, SslBundles bundles, MeterRegistry meters) {
        var bundle = properties.sslBundle();
        var trust = bundle == null ? null : bundles.getBundle(bundle).createSslContext();
        var pool = PooledClient.pool(properties, trust);
        new PoolingHttpClientConnectionManagerMetricsBinder(pool, "atlas").bindTo(meters);
        return pool;
    }
}

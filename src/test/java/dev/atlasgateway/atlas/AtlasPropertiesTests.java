package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.AtlasProperties.Account;
import dev.atlasgateway.atlas.AtlasProperties.CircuitBreaker;
import dev.atlasgateway.atlas.AtlasProperties.Retry;
import dev.atlasgateway.atlas.http.HttpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class AtlasPropertiesTests {

    private static final String[] ACCOUNT = {"accounts.main.client-id=id", "accounts.main.client-secret=secret"};

    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void startsWithNothingButAnAccount() {
        with(ACCOUNT)
                .run(started -> assertThat(started.getBean(AtlasProperties.class))
                        .isEqualTo(new AtlasProperties(
                                URI.create("https://cloud.mongodb.com"),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                200,
                                100,
                                Duration.ofMillis(500),
                                DataSize.ofMegabytes(1),
                                null,
                                null,
                                new Retry(3, Duration.ofMillis(200), 2, 0.5, 0.2, 10),
                                new CircuitBreaker(true, 50, 20, Duration.ofSeconds(30), Duration.ofSeconds(10), 5),
                                Map.of("main", new Account("id", "secret", List.of(), null, null)))));
    }

    @Test
    void readsEverySetting() {
        with(
                        "base-url=http://atlas.test:8080/prefix",
                        "connect-timeout=1s",
                        "attempt-timeout=2s",
                        "deadline=3s",
                        "max-connections=4",
                        "max-concurrent-calls=5",
                        "max-wait=6ms",
                        "max-response-size=7KB",
                        "proxy.host=proxy.test",
                        "proxy.port=8",
                        "proxy.user=user",
                        "proxy.password=password",
                        "ssl-bundle=company",
                        "retry.max-attempts=2",
                        "retry.initial-wait=9ms",
                        "retry.multiplier=1.5",
                        "retry.jitter=0.1",
                        "retry.budget-ratio=0.3",
                        "retry.budget-reserve=11",
                        "circuit-breaker.enabled=false",
                        "circuit-breaker.failure-rate=12",
                        "circuit-breaker.minimum-calls=13",
                        "circuit-breaker.window=14s",
                        "circuit-breaker.open-for=15s",
                        "circuit-breaker.trial-calls=16",
                        "accounts.one.client-id=id1",
                        "accounts.one.client-secrets=old,new",
                        "accounts.two.client-id=id2",
                        "accounts.two.secret-file=/run/secrets/two")
                .run(started -> assertThat(started.getBean(AtlasProperties.class))
                        .isEqualTo(new AtlasProperties(
                                URI.create("http://atlas.test:8080/prefix"),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                4,
                                5,
                                Duration.ofMillis(6),
                                DataSize.ofKilobytes(7),
                                new HttpProxy("proxy.test", 8, "user", "password"),
                                "company",
                                new Retry(2, Duration.ofMillis(9), 1.5, 0.1, 0.3, 11),
                                new CircuitBreaker(false, 12, 13, Duration.ofSeconds(14), Duration.ofSeconds(15), 16),
                                Map.of(
                                        "one", new Account("id1", null, List.of("old", "new"), null, null),
                                        "two",
                                                new Account(
                                                        "id2", null, List.of(), Path.of("/run/secrets/two"), null)))));
    }

    @Test
    void readsAnAccountFromTheEnvironment() {
        context.withInitializer(started -> started.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "GATEWAY_ATLAS_ACCOUNTS_DEFAULT_CLIENT_ID", "id",
                                        "GATEWAY_ATLAS_ACCOUNTS_DEFAULT_CLIENT_SECRET", "secret"))))
                .run(started -> assertThat(
                                started.getBean(AtlasProperties.class).accounts())
                        .containsExactly(Map.entry("default", new Account("id", "secret", List.of(), null, null))));
    }

    @ParameterizedTest
    @CsvSource({
        "base-url=cloud.mongodb.com, gateway.atlas.base-url must be an http or https URL",
        "base-url=https://cloud.mongodb.com?a=b, gateway.atlas.base-url must end with its path",
        "attempt-timeout=1s, gateway.atlas.attempt-timeout must not be shorter than gateway.atlas.connect-timeout",
        "deadline=5s, gateway.atlas.deadline must not be shorter than gateway.atlas.attempt-timeout",
        "max-response-size=1B, gateway.atlas.max-response-size must be between",
        "connect-timeout=0s, connectTimeout",
        "max-connections=0, maxConnections",
        "max-concurrent-calls=-1, maxConcurrentCalls",
        "proxy.host=, proxy.host",
        "proxy.port=0, proxy.port",
        "proxy.user=user, gateway.atlas.proxy.user and gateway.atlas.proxy.password belong together",
        "retry.max-attempts=0, retry.maxAttempts",
        "retry.jitter=2, retry.jitter",
        "circuit-breaker.failure-rate=0, circuitBreaker.failureRate",
        "accounts.main.client-id=, accounts[main].clientId",
        "accounts.main.client-secret=, gateway.atlas.accounts.main has no secret",
        "accounts.main.secret-file=/x, gateway.atlas.accounts.main.secret-file and",
        "'accounts.main.client-secrets=a,b', 'gateway.atlas.accounts.main.client-secrets: Atlas knows at most two'"
    })
    void failsToStartAndNamesTheKeyOf(String setting, String message) {
        with(Stream.concat(Stream.of(ACCOUNT), Stream.of("proxy.host=proxy", "proxy.port=1", setting))
                        .toArray(String[]::new))
                .run(failed -> assertThat(failed)
                        .getFailure()
                        .hasStackTraceContaining(message)
                        .hasStackTraceContaining("gateway.atlas"));
    }

    @Test
    void failsToStartWithoutAnAccount() {
        with().run(failed -> assertThat(failed).getFailure().hasStackTraceContaining("needs at least one Atlas"));
    }

    @Test
    void neverShowsASecret() {
        with(
                        "accounts.main.client-id=id",
                        "accounts.main.client-secrets=hush,hush2",
                        "proxy.host=proxy",
                        "proxy.port=1",
                        "proxy.user=user",
                        "proxy.password=hush3")
                .run(started -> assertThat(
                                started.getBean(AtlasProperties.class).toString())
                        .contains("proxy")
                        .doesNotContain("hush"));
        with("accounts.main.client-id=id", "accounts.main.client-secrets=hush1,hush2,hush3")
                .run(failed -> assertThat(failed.getStartupFailure())
                        .hasStackTraceContaining("at most two")
                        .satisfies(failure ->
                                assertThat(Throwables.getStackTrace(failure)).doesNotContain("hush")));
    }

    private ApplicationContextRunner with(String... settings) {
        return context.withPropertyValues(Arrays.stream(settings)
                .map(setting -> "gateway.atlas." + setting)
                .toArray(String[]::new));
    }

    @EnableConfigurationProperties(AtlasProperties.class)
    static class Bound {}
}

package dev.atlasgateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.quota.QuotaProperties.Store;
import dev.atlasgateway.quota.QuotaProperties.WhenRedisIsAway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class QuotaPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void hasDefaultsForOneReplica() {
        runner.run(context -> assertThat(context.getBean(QuotaProperties.class))
                .isEqualTo(new QuotaProperties(
                        Store.MEMORY,
                        new QuotaProperties.Team(120, 120, Duration.ofSeconds(60)),
                        new QuotaProperties.Project(1000, 500, Duration.ofSeconds(60)),
                        WhenRedisIsAway.LOCAL,
                        new QuotaProperties.Redis(
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Duration.ofMillis(100),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1)))));
    }

    @Test
    void bindsEveryKey() {
        runner.withPropertyValues(
                        "gateway.quota.store=redis",
                        "gateway.quota.team.capacity=1",
                        "gateway.quota.team.refill=2",
                        "gateway.quota.team.period=3s",
                        "gateway.quota.project.capacity=4",
                        "gateway.quota.project.refill=5",
                        "gateway.quota.project.period=6m",
                        "gateway.quota.when-redis-is-away=deny",
                        "gateway.quota.redis.url=rediss://redis.example.com:6380/7",
                        "gateway.quota.redis.username=gateway",
                        "gateway.quota.redis.password=hush",
                        "gateway.quota.redis.sentinel-username=watcher",
                        "gateway.quota.redis.sentinel-password=quiet",
                        "gateway.quota.redis.ssl-bundle=company",
                        "gateway.quota.redis.timeout=50ms",
                        "gateway.quota.redis.connect-timeout=3s",
                        "gateway.quota.redis.pause=4s")
                .run(context -> assertThat(context.getBean(QuotaProperties.class))
                        .isEqualTo(new QuotaProperties(
                                Store.REDIS,
                                new QuotaProperties.Team(1, 2, Duration.ofSeconds(3)),
                                new QuotaProperties.Project(4, 5, Duration.ofMinutes(6)),
                                WhenRedisIsAway.DENY,
                                new QuotaProperties.Redis(
                                        "rediss://redis.example.com:6380/7",
                                        "gateway",
                                        "hush",
                                        "watcher",
                                        "quiet",
                                        "company",
                                        Duration.ofMillis(50),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(4)))));
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.quota.team.capacity, 0",
        "gateway.quota.team.refill, 0",
        "gateway.quota.team.period, 999ms",
        "gateway.quota.team.period, 1500ms",
        "gateway.quota.project.capacity, 1000001",
        "gateway.quota.project.refill, -1",
        "gateway.quota.project.period, 25h",
        "gateway.quota.project.period, 60001ms",
        "gateway.quota.redis.timeout, 0ms",
        "gateway.quota.redis.connect-timeout, 2m",
        "gateway.quota.redis.pause, 1ms",
        "gateway.quota.redis.url, http://redis",
        "gateway.quota.store, disk",
        "gateway.quota.when-redis-is-away, allow"
    })
    void failsToStartAndNamesTheKey(String key, String value) {
        runner.withPropertyValues(key + "=" + value)
                .run(context -> assertThat(context).getFailure().satisfies(failure -> {
                    var messages = new StringBuilder();
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        messages.append(cause.getMessage()).append('\n');
                    }
                    var field = key.substring(key.lastIndexOf('.') + 1).replace("-", "");
                    assertThat(messages.toString().replace("-", "")).containsIgnoringCase(field);
                }));
    }

    @Test
    void requiresAUrlForRedis() {
        runner.withPropertyValues("gateway.quota.store=redis")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("gateway.quota.redis.url must be set if gateway.quota.store is redis"));
    }

    @Test
    void showsNoSecretOfRedis() {
        runner.withPropertyValues(
                        "gateway.quota.redis.url=redis://user:hush@redis.example.com",
                        "gateway.quota.redis.password=hush")
                .run(context -> assertThat(context.getBean(QuotaProperties.class))
                        .asString()
                        .doesNotContain("hush"));
        runner.withPropertyValues("gateway.quota.redis.url=redis://user:hush@re dis")
                .run(context ->
                        assertThat(context).getFailure().rootCause().message().doesNotContain("hush"));
    }

    @Configuration
    @EnableConfigurationProperties(QuotaProperties.class)
    static class Bound {}
}

package dev.atlasgateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.Permits;
import dev.atlasgateway.testing.Redis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class QuotaConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withUserConfiguration(QuotaConfiguration.class);

    @Test
    void needsNoRedisForOneReplica() {
        runner.run(context -> {
            context.getBean(Quotas.class).spend(Permits.standard().update("payments", "orders-dev"));
            assertThat(context).doesNotHaveBean(RedisLink.class);
            assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.UP);
        });
    }

    @Test
    void countsInRedisForSeveralReplicas() {
        try (var redis = Redis.started()) {
            runner.withPropertyValues("gateway.quota.store=redis", "gateway.quota.redis.url=" + redis.url())
                    .run(context -> {
                        Awaitility.await()
                                .until(() -> context.getBean(RedisLink.class).isUp());
                        context.getBean(Quotas.class).spend(Permits.standard().update("payments", "orders-dev"));
                        var keys = redis.ask(commands -> commands.keys("*"));
                        assertThat(keys)
                                .containsExactlyInAnyOrder(
                                        "atlas-gateway:quota:team/payments",
                                        "atlas-gateway:quota:project/" + Permits.ORDERS);
                        assertThat(context.getBean(HealthIndicator.class).health())
                                .satisfies(
                                        health -> assertThat(health.getStatus()).isEqualTo(Status.UP))
                                .satisfies(health ->
                                        assertThat(health.getDetails()).containsEntry("redis", "up"));
                    });
        }
    }

    @Test
    void isUpWithoutRedisIfEachReplicaCountsOnItsOwn() {
        try (var absent = Redis.stopped()) {
            runner.withPropertyValues("gateway.quota.store=redis", "gateway.quota.redis.url=" + absent.url())
                    .run(context -> {
                        var health = context.getBean(HealthIndicator.class).health();
                        assertThat(health.getStatus()).isEqualTo(Status.UP);
                        assertThat(health.getDetails()).containsEntry("redis", "away");
                    });
        }
    }

    @Test
    void isDownWithoutRedisIfItRejectsCalls() {
        try (var absent = Redis.stopped()) {
            runner.withPropertyValues(
                            "gateway.quota.store=redis",
                            "gateway.quota.redis.url=" + absent.url(),
                            "gateway.quota.when-redis-is-away=deny")
                    .run(context -> {
                        var health = context.getBean(HealthIndicator.class).health();
                        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                        assertThat(health.getDetails()).containsEntry("redis", "away");
                    });
        }
    }
}

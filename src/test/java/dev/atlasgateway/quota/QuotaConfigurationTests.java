package dev.atlasgateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.Permits;
import dev.atlasgateway.testing.Redis;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.env.ConfigTreePropertySource;
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
    void readsAMountedPasswordAgainForEachConnection(@TempDir Path folder) throws IOException {
        var mounted = folder.resolve("gateway.quota.redis.password");
        Files.writeString(mounted, "first\n");
        try (var redis = Redis.started()) {
            redis.ask(commands -> commands.aclSetuser("gateway", everything().addPassword("first")));
            runner.withPropertyValues(
                            "gateway.quota.store=redis",
                            "gateway.quota.redis.url=" + redis.url(),
                            "gateway.quota.redis.username=gateway",
                            "gateway.quota.redis.pause=50ms")
                    .withInitializer(context -> context.getEnvironment()
                            .getPropertySources()
                            .addLast(new ConfigTreePropertySource("secrets", folder)))
                    .run(context -> {
                        var link = context.getBean(RedisLink.class);
                        Awaitility.await().until(link::isUp);

                        redis.ask(commands ->
                                commands.aclSetuser("gateway", everything().addPassword("second")));
                        redis.ask(commands -> commands.clientKill(KillArgs.Builder.user("gateway")));
                        Awaitility.await().until(() -> !link.isUp());
                        Files.writeString(mounted, "second\n");
                        Awaitility.await().until(link::isUp);
                    });
        }
    }

    private static AclSetuserArgs everything() {
        return AclSetuserArgs.Builder.on().resetpass().allKeys().allChannels().allCommands();
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

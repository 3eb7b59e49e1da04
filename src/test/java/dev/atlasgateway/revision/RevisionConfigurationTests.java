package dev.atlasgateway.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.policy.Examples;
import dev.atlasgateway.store.Polling;
import dev.atlasgateway.testing.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

class RevisionConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Gateway.class)
            .withPropertyValues("spring.datasource.url=" + Postgres.newMigratedUrl());

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = {
                "dev.atlasgateway.admin.events",
                "dev.atlasgateway.history",
                "dev.atlasgateway.policy",
                "dev.atlasgateway.revision",
                "dev.atlasgateway.store"
            })
    @ConfigurationPropertiesScan({"dev.atlasgateway.history", "dev.atlasgateway.revision"})
    static class Gateway {

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    /** Who may make the first policy signs in to the console, which only a ready replica serves. */
    @Test
    void isReadyWithoutAPolicyUntilItRefusesTheOnlyOne() {
        runner.withPropertyValues("gateway.policy.reload-interval=20ms").run(context -> {
            var health = context.getBean(PolicyHealth.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            var url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
            try (var other = Replica.on(url)) {
                other.tamper(1, "robot", "r2d2", "{}");
                await().until(() -> health.health().getStatus().equals(Status.DOWN));
                other.jdbc.sql("delete from policy_object").update();
                other.tamper(2, "team", "payments", "{\"name\":\"payments\"}");
                await().until(() -> health.health().getStatus().equals(Status.UP));
            }
        });
    }

    @Test
    void measuresRevisionAgeAndWhetherTheNewestIsRefused() {
        runner.run(context -> {
            context.getBean(Revisions.class).apply(0, Examples.puts(Examples.TEAM), new Author("ada", "a start"));
            var registry = new SimpleMeterRegistry();
            context.getBean(PolicyMetrics.class).bindTo(registry);
            assertThat(registry.get("gateway.policy.revision").gauge().value()).isEqualTo(1);
            assertThat(registry.get("gateway.policy.age").timeGauge().value(TimeUnit.SECONDS))
                    .isNotNegative();
            var refused = registry.get("gateway.policy.refused").gauge();
            assertThat(refused.value()).isZero();
            var url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
            try (var other = Replica.on(url)) {
                other.tamper(2, "robot", "r2d2", "{}");
            }
            context.getBean(Revisions.class).reload();
            assertThat(refused.value()).isOne();
        });
    }

    @Test
    void loadsThePolicyBeforeTheWebServerStartsAndStopsPollingAtTheEnd() {
        runner.run(context -> {
            var polling = context.getBean("policyPolling", Polling.class);
            assertThat(polling.getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
            assertThat(polling.isRunning()).isTrue();
            context.close();
            assertThat(polling.isRunning()).isFalse();
        });
    }
}

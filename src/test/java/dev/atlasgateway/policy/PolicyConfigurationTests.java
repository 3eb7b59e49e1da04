package dev.atlasgateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.testing.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class PolicyConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Gateway.class)
            .withPropertyValues("spring.datasource.url=" + Postgres.newDatabase());

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @Import(PolicyConfiguration.class)
    @EnableConfigurationProperties(PolicyProperties.class)
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

    @Test
    void hasTheImportedPolicyInForceOnceItIsStarted() {
        runner.withPropertyValues("gateway.policy.import=classpath:demo-policy.yaml")
                .run(context -> {
                    assertThat(context.getBean(Policy.class).current().revision())
                            .isEqualTo(1);
                    var health = context.getBean(PolicyHealth.class).health();
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails())
                            .containsEntry("revision", 1L)
                            .containsKey("age");
                });
    }

    @Test
    void isDownUntilThereIsAPolicyAndTakesItUpByItself() {
        runner.withPropertyValues("gateway.policy.reload-interval=20ms").run(context -> {
            var health = context.getBean(PolicyHealth.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            var url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
            try (var other = Replica.on(url)) {
                other.policy.apply(0, Examples.puts(Examples.TEAM), "ada", "elsewhere");
            }
            await().until(() -> health.health().getStatus().equals(Status.UP));
        });
    }

    @Test
    void measuresRevisionAgeAndRejections() {
        runner.withPropertyValues("gateway.policy.import=classpath:demo-policy.yaml")
                .run(context -> {
                    var registry = new SimpleMeterRegistry();
                    context.getBean(PolicyMetrics.class).bindTo(registry);
                    assertThat(registry.get("gateway.policy.revision").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("gateway.policy.age").timeGauge().value(TimeUnit.SECONDS))
                            .isNotNegative();
                    assertThat(registry.get("gateway.policy.rejected")
                                    .functionCounter()
                                    .count())
                            .isZero();
                });
    }

    @Test
    void loadsThePolicyBeforeTheWebServerStartsAndStopsLookingAtTheEnd() {
        runner.run(context -> {
            var polling = context.getBean(PolicyPolling.class);
            assertThat(polling.getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
            assertThat(polling.isRunning()).isTrue();
            context.close();
            assertThat(polling.isRunning()).isFalse();
        });
    }

    @Test
    void stopsTheStartWithSentencesWhenTheDocumentIsInvalid(CapturedOutput output) {
        var application = new SpringApplication(Gateway.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        var failure = org.assertj.core.api.Assertions.catchThrowable(() -> application.run(
                "--spring.datasource.url=" + Postgres.newDatabase(),
                "--gateway.policy.import=classpath:invalid-policy.yaml"));
        assertThat(failure).isNotNull();
        assertThat(output)
                .contains("The policy document that gateway.policy.import names is refused:")
                .contains(
                        "    invalid-policy.yaml:2:15 teams.payments.contct: is not a key here; did you mean contact?")
                .contains("    invalid-policy.yaml:4:11 grants[0].team: no team is called search")
                .contains("The stored policy is unchanged.");
    }
}

package dev.atlasgateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.testing.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

@ExtendWith(OutputCaptureExtension.class)
class DocumentConfigurationTests {

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
    @ComponentScan(basePackages = {"dev.atlasgateway.policy", "dev.atlasgateway.revision", "dev.atlasgateway.document"})
    @ConfigurationPropertiesScan(basePackages = {"dev.atlasgateway.revision", "dev.atlasgateway.document"})
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

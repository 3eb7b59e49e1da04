package dev.atlasgateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsOutput;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
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
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

@ReadsOutput
class DocumentConfigurationTests {

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
                "dev.atlasgateway.policy",
                "dev.atlasgateway.revision",
                "dev.atlasgateway.document",
                "dev.atlasgateway.admin.events",
                "dev.atlasgateway.history",
                "dev.atlasgateway.store"
            })
    @ConfigurationPropertiesScan(
            basePackages = {"dev.atlasgateway.revision", "dev.atlasgateway.document", "dev.atlasgateway.history"})
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
    void importsThePolicyBeforeTheStartEnds() {
        runner.withPropertyValues("gateway.policy.import=classpath:demo-policy.yaml")
                .run(context -> {
                    assertThat(context.getBean(Policy.class).current().revision())
                            .isEqualTo(1);
                });
    }

    @Test
    void beginsWithTheSeedAndLeavesItToTheAdminsLater() {
        var seeded = runner.withPropertyValues("gateway.policy.seed=classpath:demo-policy.yaml");
        var payments = "payments";
        seeded.run(context -> {
            var policy = context.getBean(Policy.class).current();
            assertThat(policy.revision()).isEqualTo(1);
            assertThat(policy.isManaged()).isFalse();
            context.getBean(Revisions.class)
                    .apply(
                            1,
                            List.of(new Edit.Put(new Team(payments, "by hand", false))),
                            new Author("ada", "why not"));
        });
        seeded.run(context -> {
            var policy = context.getBean(Policy.class).current();
            assertThat(policy.revision()).isEqualTo(2);
            assertThat(policy.team(payments).contact()).isEqualTo("by hand");
        });
    }

    @Test
    void letsAMountedDocumentOwnItsObjectsOfTheSeed() {
        runner.withPropertyValues(
                        "gateway.policy.seed=classpath:demo-policy.yaml",
                        "gateway.policy.import=classpath:mounted-policy.yaml")
                .run(context -> {
                    var policy = context.getBean(Policy.class).current();
                    assertThat(policy.managedBy(ObjectKind.TEAM, "mounted")).contains("mounted-policy.yaml");
                    assertThat(policy.managedBy(ObjectKind.TEAM, "payments")).isEmpty();
                    assertThat(policy.team("payments")).isNotNull();
                });
    }

    /** The policy in force serves calls all the same. */
    @Test
    void startsWithThePolicyInForceIfTheStoreDoesNotTakeADocument(CapturedOutput output) {
        runner.withPropertyValues("gateway.policy.import=classpath:demo-policy.yaml")
                .run(context -> context.getBean(JdbcClient.class).sql("""
                                create function no_revision() returns trigger language plpgsql as
                                $$ begin raise exception 'not now'; end $$;
                                create trigger no_revision before insert on policy_revision
                                for each row execute function no_revision()""").update());
        runner.withPropertyValues("gateway.policy.import=classpath:mounted-policy.yaml")
                .run(context -> {
                    assertThat(context.getBean(Policy.class).current().revision())
                            .isEqualTo(1);
                    assertThat(output).contains("mounted-policy.yaml is refused");
                });
        runner.run(context -> {
            context.getBean("releaseObjectsOfUnmountedDocument", ApplicationRunner.class)
                    .run(new DefaultApplicationArguments());
            assertThat(output).contains("until the next start");
        });
    }

    @Test
    void explainsAStartThatAnInvalidDocumentPrevents(CapturedOutput output) {
        var application = new SpringApplication(Gateway.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        var failure = org.assertj.core.api.Assertions.catchThrowable(() -> application.run(
                "--spring.datasource.url=" + Postgres.newMigratedUrl(),
                "--gateway.policy.import=classpath:invalid-policy.yaml"));
        assertThat(failure).isNotNull();
        assertThat(output)
                .contains("The policy document of this start is refused:")
                .contains(
                        "    invalid-policy.yaml:2:15 teams.payments.contct: is not a key here; did you mean contact?")
                .contains("    invalid-policy.yaml:4:11 grants[0].team: no team is called search")
                .contains("The stored policy is unchanged.");
    }

    @Test
    void saysThatADirectoryIsNoDocument(@TempDir Path folder) {
        runner.withPropertyValues("gateway.policy.import=file:" + folder)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("gateway.policy.import: URL [file:" + folder + "] is a directory"));
    }
}

package dev.atlasgateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class PolicyPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Enabled.class);

    @EnableConfigurationProperties(PolicyProperties.class)
    static class Enabled {}

    @Test
    void looksTwiceASecondAndImportsNothingByDefault() {
        runner.run(context -> assertThat(context.getBean(PolicyProperties.class))
                .isEqualTo(new PolicyProperties(Duration.ofMillis(500), null)));
    }

    @Test
    void takesEverythingFromConfiguration() {
        runner.withPropertyValues(
                        "gateway.policy.reload-interval=2s", "gateway.policy.import=classpath:demo-policy.yaml")
                .run(context -> {
                    var properties = context.getBean(PolicyProperties.class);
                    assertThat(properties.reloadInterval()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(properties.document().getFilename()).isEqualTo("demo-policy.yaml");
                });
    }

    @Test
    void stopsTheStartAtAnIntervalThatMakesNoSense() {
        for (var interval : new String[] {"0s", "-1s", "2m"}) {
            runner.withPropertyValues("gateway.policy.reload-interval=" + interval)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("gateway.policy")
                            .hasMessageContaining("reloadInterval"));
        }
    }
}

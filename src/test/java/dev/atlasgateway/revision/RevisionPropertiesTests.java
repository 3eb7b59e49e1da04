package dev.atlasgateway.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class RevisionPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Enabled.class);

    @EnableConfigurationProperties(RevisionProperties.class)
    static class Enabled {}

    @Test
    void pollsTwiceASecondByDefault() {
        runner.run(context -> assertThat(context.getBean(RevisionProperties.class))
                .isEqualTo(new RevisionProperties(Duration.ofMillis(500))));
    }

    @Test
    void readsTheConfiguration() {
        runner.withPropertyValues("gateway.policy.reload-interval=2s")
                .run(context -> assertThat(context.getBean(RevisionProperties.class))
                        .isEqualTo(new RevisionProperties(Duration.ofSeconds(2))));
    }

    @Test
    void preventsTheStartWithAnInvalidInterval() {
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

package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AuditPropertiesTests {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void hasDefaults() {
        context.run(started -> {
            var properties = started.getBean(AuditProperties.class);
            assertThat(properties)
                    .isEqualTo(new AuditProperties(
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(10),
                            10_000,
                            500,
                            Duration.ofDays(400),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(30),
                            properties.replica()));
            var host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "unnamed");
            var linux = Path.of("/proc/sys/kernel/hostname");
            assertThat(properties.replica())
                    .isEqualTo(
                            !host.equals("unnamed") || Files.notExists(linux)
                                    ? host
                                    : Files.readString(linux).strip());
        });
    }

    @Test
    void takesEveryValue() {
        context.withPropertyValues(
                        "gateway.audit.intent-timeout=1s",
                        "gateway.audit.outcome-timeout=3s",
                        "gateway.audit.store-timeout=4s",
                        "gateway.audit.flush-timeout=6s",
                        "gateway.audit.queue-capacity=700",
                        "gateway.audit.batch-size=80",
                        "gateway.audit.retention=90d",
                        "gateway.audit.orphan-after=10s",
                        "gateway.audit.sweep-interval=11s",
                        "gateway.audit.replica=gateway-0")
                .run(started -> assertThat(started.getBean(AuditProperties.class))
                        .isEqualTo(new AuditProperties(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(6),
                                700,
                                80,
                                Duration.ofDays(90),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(11),
                                "gateway-0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intent-timeout=0s",
                "outcome-timeout=2m",
                "store-timeout=10ms",
                "flush-timeout=1h",
                "queue-capacity=1",
                "batch-size=0",
                "retention=7d",
                "orphan-after=0s",
                "sweep-interval=0s"
            })
    void stopsTheStartAndNamesTheKey(String invalid) {
        context.withPropertyValues("gateway.audit." + invalid)
                .run(failed -> assertThat(failed)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("gateway.audit")
                        .hasMessageContaining(
                                invalid.substring(0, invalid.indexOf('=')).replaceAll("-.*", "")));
    }

    @EnableConfigurationProperties(AuditProperties.class)
    static class Properties {}
}

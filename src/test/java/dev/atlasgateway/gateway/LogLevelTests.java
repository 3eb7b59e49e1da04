package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.QueuedApplication;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The levels of loggers on a running replica that has {@code management.endpoint.loggers.access=unrestricted}. */
@OnConsoleGateway
class LogLevelTests {

    private static final String OURS = "dev.atlasgateway.atlas";

    private final RunningGateway gateway = RunningGateway.ofConsole();

    @Test
    void showMoreOfOurLoggersAndGoBack() {
        QueuedApplication.holdStarts(this::showMoreAndGoBack); // a start sets all levels anew
    }

    private void showMoreAndGoBack() {
        assertThat(set(OURS, "\"DEBUG\"").status()).isEqualTo(204);
        assertThat(levels(OURS)).contains("\"configuredLevel\":\"DEBUG\"");

        assertThat(set(OURS, "null").status()).isEqualTo(204);
        assertThat(levels(OURS)).contains("\"effectiveLevel\":\"INFO\"").doesNotContain("configuredLevel");
    }

    /** These print headers, bodies or statements, with secrets in them. */
    @ParameterizedTest
    @CsvSource({
        "ROOT, DEBUG",
        "org.apache.hc.client5.http.headers, DEBUG",
        "org.apache.hc.client5.http.wire, TRACE",
        "org.apache.hc.client5.http, DEBUG",
        "org.eclipse.jetty, DEBUG",
        "org.springframework.web, TRACE",
        "org.springframework.security, TRACE",
        "io.lettuce.core, DEBUG",
        "org.postgresql, TRACE",
        "web, DEBUG",
        "dev.atlasgatewayfake, DEBUG",
        "dev.atlasgateway.missing, DEBUG"
    })
    void showNoMoreOfALoggerThatPrintsSecrets(String logger, String level) {
        var before = levels(logger);

        var refused = set(logger, '"' + level + '"');

        assertThat(refused.status()).isEqualTo(400);
        assertThat(levels(logger)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"OFF", "FATAL", "ERROR", "WARN"})
    void hideNothing(String level) {
        assertThat(set(OURS, '"' + level + '"').status()).isEqualTo(400);
        assertThat(levels(OURS)).contains("\"effectiveLevel\":\"INFO\"");
    }

    private Reply set(String logger, String level) {
        return gateway.send(of(logger)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"configuredLevel\":" + level + "}")));
    }

    private String levels(String logger) {
        return gateway.send(of(logger).GET()).body();
    }

    private HttpRequest.Builder of(String logger) {
        return HttpRequest.newBuilder(gateway.management("/actuator/loggers/" + logger));
    }
}

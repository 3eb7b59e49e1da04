package dev.atlasgateway.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

class EcsLogFormatterTests {

    private final LoggerContext context = new LoggerContext();
    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("spring.application.pid", "4711")
            .withProperty("spring.application.name", "atlas-gateway")
            .withProperty("logging.structured.ecs.service.node-name", "replica-1");
    private final LoggingEvent event = event();

    @Test
    void writesWhatSpringBootsFormatWrites() {
        event.getMDCPropertyMap()
                .putAll(Map.of("trace.id", "4bf92f3577b34da6a3ce929d0e0e4736", "http.request.id", "a-b"));
        event.addKeyValuePair(new KeyValuePair("http.request.method", "PATCH"));
        event.addKeyValuePair(new KeyValuePair("event", Map.of("duration", 1_234_000L)));
        event.addKeyValuePair(new KeyValuePair("gateway.attempts", 1));
        event.addMarker(MarkerFactory.getMarker("audit"));

        assertSame();
    }

    @Test
    void writesAnExceptionAsSpringBootsFormatDoes() {
        event.setThrowableProxy(new ThrowableProxy(
                new IllegalStateException("outer \"quoted\"\n", new IllegalArgumentException("inner"))));

        assertSame();
    }

    @Test
    void appliesTheSettingsOfStructuredLogging() {
        environment
                .withProperty("logging.structured.json.add.labels.stage", "test")
                .withProperty("logging.structured.json.exclude", "process.pid")
                .withProperty("logging.structured.json.stacktrace.max-length", "30");
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("long")));

        assertSame();
        assertThat(line(EcsLogFormatter.class.getName()))
                .contains("\"stage\":\"test\"")
                .doesNotContain("4711");
    }

    @Test
    void writesNoEmptyObjectIfTheReplicaHasNoName() {
        environment.withProperty("logging.structured.ecs.service.node-name", "");
        assertThat(line(EcsLogFormatter.class.getName()))
                .contains("\"service\":{\"name\":\"atlas-gateway\"}")
                .doesNotContain("node");
    }

    private void assertSame() {
        assertThat(line(EcsLogFormatter.class.getName())).isEqualTo(line("ecs"));
    }

    private String line(String format) {
        context.putObject(Environment.class.getName(), environment);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.setCharset(UTF_8);
        encoder.start();
        return new String(encoder.encode(event), UTF_8);
    }

    private LoggingEvent event() {
        var line =
                new LoggingEvent("", context.getLogger("dev.atlasgateway.calls"), Level.INFO, "fünf 𝄞 {}", null, null);
        line.setThreadName("jetty-1");
        line.setMDCPropertyMap(new HashMap<>());
        line.setInstant(Instant.parse("2026-11-30T12:00:00.123456789Z"));
        return line;
    }
}

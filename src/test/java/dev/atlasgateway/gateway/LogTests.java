package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.atlasgateway.testing.ReadsOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a call in the format of production. */
@ReadsOutput
@OnSharedGateway
class LogTests {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void hasOneLineOfEcsJsonForEachCall() throws IOException {
        var calls = (Logger) LoggerFactory.getLogger("dev.atlasgateway.calls");
        var written = new ByteArrayOutputStream();
        var appender = appender(calls.getLoggerContext(), written);
        calls.addAppender(appender);
        var reply = gateway.send(gateway.as("search", RunningGateway.path(RunningGateway.ORDERS, "orders-dev"))
                .header("X-Request-Id", "Root=1-67891233-abcdef"));
        calls.detachAppender(appender);

        var lines = written.toString().lines().map(LogTests::json).toList();

        assertThat(lines).hasSize(1).first().satisfies(line -> {
            assertThat(line.path("@timestamp").asString()).matches("[0-9T:.-]+Z");
            assertThat(line.at("/ecs/version").asString()).isNotEmpty();
            assertThat(line.at("/log/level").asString()).isEqualTo("INFO");
            assertThat(line.at("/service/name").asString()).isEqualTo("atlas-gateway");
            assertThat(line.path("message").asString()).isEqualTo("call");
            assertThat(line.path("request_id").asString()).isEqualTo(reply.header("X-Request-Id"));
            assertThat(line.path("sentRequestId").asString()).isEqualTo("Root=1-67891233-abcdef");
            assertThat(line.path("team").asString()).isEqualTo("search");
            assertThat(line.path("outcome").asString()).isEqualTo("answered");
        });
    }

    @Test
    void doesNotRepeatTheHostOfARefusedRequest(CapturedOutput output) {
        for (var host : List.of("a evil\"host", "evil-host:99999999", "[::1evil-host", "evil-host<script>")) {
            var reply = new SocketClient(gateway).send("GET /console HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(reply.statuses()).isEqualTo("400");
        }
        assertThat(output).doesNotContain("evil");
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private static OutputStreamAppender<ILoggingEvent> appender(LoggerContext context, ByteArrayOutputStream to)
            throws IOException {
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder(production()));
        appender.setOutputStream(to);
        appender.start();
        return appender;
    }

    private static StructuredLogEncoder encoder(Environment production) {
        var context = new LoggerContext();
        context.putObject(Environment.class.getName(), production);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(production.getRequiredProperty("logging.structured.format.console"));
        encoder.start();
        return encoder;
    }

    private static Environment production() throws IOException {
        var environment = new StandardEnvironment();
        var settings = new FileSystemResource("src/main/resources/application.yaml");
        new YamlPropertySourceLoader().load("production", settings).forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}

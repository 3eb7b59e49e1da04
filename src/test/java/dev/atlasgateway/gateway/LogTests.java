package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.ReadsOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;

/** The log in the format of production. */
@ReadsOutput
@OnSharedGateway
class LogTests {

    private static final String CHANGE = "{\"terminationProtectionEnabled\":true}";

    private final RunningGateway gateway = RunningGateway.shared();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private OutputStreamAppender<ILoggingEvent> appender;

    @BeforeEach
    void listen() throws IOException {
        appender = appender(root.getLoggerContext(), written);
        root.addAppender(appender);
    }

    @AfterEach
    void leave() {
        root.detachAppender(appender);
        gateway.atlas().clearFaults();
    }

    @Test
    void describesACallInTheFieldsOfEcs() {
        var reply = gateway.send(gateway.as("search", RunningGateway.path(RunningGateway.ORDERS, "orders-dev"))
                .header("X-Request-Id", "Root=1-67891233-abcdef"));

        var line = callLine(reply.header("X-Request-Id"));

        assertThat(line.get("@timestamp").asString()).matches("[0-9T:.-]+Z");
        assertThat(texts(line))
                .containsEntry("ecs.version", "8.11")
                .containsEntry("log.level", "INFO")
                .containsEntry("message", "call")
                .containsEntry("service.name", "atlas-gateway")
                .containsEntry("service.version", "1.2.3-test")
                .containsEntry("service.node.name", "replica-of-tests")
                .containsEntry("client.ip", "127.0.0.1")
                .containsEntry("client.user.id", "mdb_sa_id_665f1c2e9b1d4a0012ab34ce")
                .containsEntry("event.action", "getServerlessInstance")
                .containsEntry("event.outcome", "success")
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("gateway.sent_request_id", "Root=1-67891233-abcdef")
                .containsEntry("gateway.team", "search")
                .containsEntry("gateway.project", RunningGateway.ORDERS)
                .containsEntry("gateway.instance", "orders-dev")
                .containsEntry("gateway.outcome", "answered")
                .containsKeys("trace.id", "span.id", "event.id", "event.duration");
        assertThat(texts(line).values()).as("the request id, once").containsOnlyOnce(reply.header("X-Request-Id"));
    }

    @Test
    void hasNoFieldThatEcsDoesNotHave() {
        gateway.patch("payments", "orders-dev", CHANGE);
        var refused = gateway.patch("search", "orders-dev", CHANGE);
        gateway.atlas().orders(Fault.status(503).on("PATCH").times(1));
        var retried = gateway.patch("payments", "orders-dev", CHANGE);
        gateway.send(gateway.anonymous("/api/atlas/v1.0/unknown").GET());
        var unreadable = new SocketClient(gateway).send("GET /x HTTP/1.1\r\nHost: a b\r\n\r\n");
        gateway.send(gateway.anonymous("/admin/api/v1/sign-in")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"wrong\"}")));
        gateway.send(gateway.anonymous("/console/back-channel-logout/away") // its keys are not available
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("logout_token=e30.e30.x")));
        LoggerFactory.getLogger(LogTests.class).warn("A line with a stack trace.", new IllegalStateException("why"));

        assertThat(lines())
                .allSatisfy(line -> assertThat(EcsFields.faults(line)).as(line).isEmpty());
        assertThat(texts(callLine(refused.header("X-Request-Id"))))
                .containsEntry("gateway.outcome", "refused")
                .containsEntry("event.outcome", "failure")
                .containsEntry("error.code", "USER_UNAUTHORIZED")
                .containsEntry("gateway.attempts", "0");
        assertThat(texts(callLine(retried.header("X-Request-Id"))))
                .containsEntry("gateway.outcome", "applied")
                .containsEntry("gateway.attempts", "2");
        assertThat(callLine(unreadable.header("X-Request-Id"))).containsKey("error.code");
        assertThat(lines()).anyMatch(line -> line.contains("Sign-in by"));
        assertThat(lines()).anyMatch(line -> line.contains("stack_trace"));
    }

    @Test
    void doesNotRepeatTheHostOfARefusedRequest(CapturedOutput output) {
        for (var host : List.of("a evil\"host", "evil-host:99999999", "[::1evil-host", "evil-host<script>")) {
            var reply = new SocketClient(gateway).send("GET /console HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(reply.statuses()).isEqualTo("400");
        }
        assertThat(output).doesNotContain("evil");
    }

    private List<String> lines() {
        return written.toString().lines().toList();
    }

    private Map<String, JsonNode> callLine(String requestId) {
        var found = lines().stream()
                .filter(line -> line.contains("\"message\":\"call\""))
                .map(EcsFields::fields)
                .filter(fields -> fields.get("http.request.id").asString().equals(requestId))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Map<String, String> texts(Map<String, JsonNode> fields) {
        return fields.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().asString()));
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

    /** Returns the settings of production, with those that a jar and a pod add. */
    private static Environment production() throws IOException {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "pod",
                        Map.of(
                                "spring.application.version", "1.2.3-test",
                                "spring.application.pid", 1,
                                "gateway.audit.replica", "replica-of-tests")));
        var settings = new FileSystemResource("src/main/resources/application.yaml");
        new YamlPropertySourceLoader().load("production", settings).forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}

package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsOutput;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log line of a call, which an operator searches for. */
@ReadsOutput
class CallLineTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.atlasgateway.calls");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void logsTheCallerTheCallAndItsOutcome() {
        var request = Calls.request();
        try (var database = Postgres.newMigratedDatabase();
                var replica = AuditReplica.on(database)) {
            replica.trail.record(Calls.PAYMENTS, request, entry -> Calls.update(entry, Calls.patch()));
        }

        assertThat(lines.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.INFO);
            assertThat(fields(event))
                    .containsEntry("http.request.method", "PATCH")
                    .containsEntry("http.response.status_code", 200L)
                    .containsEntry("client.user.id", "client")
                    .hasEntrySatisfying(
                            "event",
                            fields -> assertThat(map(fields))
                                    .containsEntry("action", "updateServerlessInstance")
                                    .containsEntry("outcome", "success")
                                    .containsKeys("id", "duration"))
                    .hasEntrySatisfying(
                            "gateway",
                            fields -> assertThat(map(fields))
                                    .containsEntry("team", "payments")
                                    .containsEntry("project", Calls.GROUP)
                                    .containsEntry("instance", "orders-dev")
                                    .containsEntry("outcome", "applied")
                                    .containsEntry("decided_by", "grant:payments/" + Calls.GROUP + "/GROUP_OWNER/*")
                                    .containsEntry("attempts", 1)
                                    .containsEntry("record", "stored"));
        });
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        return event.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object fields) {
        return (Map<String, Object>) fields;
    }
}

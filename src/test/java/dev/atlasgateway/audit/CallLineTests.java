package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsOutput;
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
            assertThat(event.getKeyValuePairs().stream()
                            .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value)))
                    .containsEntry("gateway.team", "payments")
                    .containsEntry("client.user.id", "client")
                    .containsEntry("event.action", "updateServerlessInstance")
                    .containsEntry("event.outcome", "success")
                    .containsEntry("gateway.project", Calls.GROUP)
                    .containsEntry("gateway.instance", "orders-dev")
                    .containsEntry("gateway.outcome", "applied")
                    .containsEntry("http.response.status_code", 200L)
                    .containsEntry("gateway.decided_by", "grant:payments/" + Calls.GROUP + "/GROUP_OWNER/*")
                    .containsEntry("gateway.attempts", 1)
                    .containsEntry("gateway.record", "stored")
                    .containsKeys("event.id", "event.duration");
        });
    }
}

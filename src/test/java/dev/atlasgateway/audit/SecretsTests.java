package dev.atlasgateway.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsOutput;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

@ReadsOutput
class SecretsTests {

    private static final String SECRET = "s3cr3t";

    @Test
    void keepsNoSecretFromAnyInput() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger("dev.atlasgateway");
        logger.addAppender(lines);
        try (var database = Postgres.newMigratedDatabase();
                var replica = AuditReplica.on(database)) {
            replica.trail.recordRefusal(leaking(), Refusal.of(Problem.NO_CURRENT_USER, "Log in."));
            replica.trail.record(Calls.PAYMENTS, leaking(), entry -> {
                throw Refusal.of(Problem.MALFORMED_JSON, "Cannot be read: " + SECRET);
            });
            replica.trail.record(Calls.PAYMENTS, leaking(), entry -> {
                entry.storeIntent(outbound());
                entry.noteResponse(inbound());
                return new ApiResponse(200, Map.of("Set-Cookie", SECRET), SECRET.getBytes(UTF_8));
            });

            assertThat(StoredRows.in(database).rows()).hasSize(4);
            assertThat(StoredRows.in(database).rows().toString())
                    .contains("payments")
                    .doesNotContain(SECRET);
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).hasSizeGreaterThan(2);
        assertThat(lines.list)
                .allSatisfy(event -> assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                        .doesNotContain(SECRET));
    }

    private static ApiRequest leaking() {
        var headers = new HttpHeaders();
        headers.setBearerAuth(SECRET);
        headers.add("Cookie", "session=" + SECRET);
        headers.add("X-Api-Key", SECRET);
        return Calls.request(
                SECRET,
                "/api/atlas/v1.0/groups/" + SECRET + "/serverless/" + SECRET,
                "access_token=" + SECRET,
                headers,
                () -> new ByteArrayInputStream(("{\"password\":\"" + SECRET).getBytes(UTF_8)));
    }

    private static AtlasRequest outbound() {
        return Calls.patch().with("Authorization", "Bearer " + SECRET);
    }

    private static AtlasResponse inbound() {
        return new AtlasResponse.Reply(
                401,
                Map.of("www-authenticate", SECRET),
                JsonMapper.shared().readTree("{\"errorCode\":\"nope " + SECRET + "\",\"detail\":\"" + SECRET + "\"}"),
                List.of(new dev.atlasgateway.exchange.Attempt(
                        Instant.now(),
                        java.time.Duration.ZERO,
                        401,
                        dev.atlasgateway.exchange.Attempt.Effect.NONE,
                        null)));
    }
}

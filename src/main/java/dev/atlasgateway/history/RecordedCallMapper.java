package dev.atlasgateway.history;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.history.RecordedCall.Atlas;
import dev.atlasgateway.history.RecordedCall.Caller;
import dev.atlasgateway.history.RecordedCall.Decision;
import dev.atlasgateway.history.RecordedCall.Forwarded;
import dev.atlasgateway.history.RecordedCall.Header;
import dev.atlasgateway.history.RecordedCall.Request;
import dev.atlasgateway.history.RecordedCall.Result;
import dev.atlasgateway.problem.DecidedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Maps rows of the audit to calls. */
final class RecordedCallMapper {

    static final String COLUMNS = """
            id, stage, recorded_at, replica, received_at, request_id, trace_id, team, client, issuer, address, method, path, \
            operation, group_id, instance, policy_revision, decision, decided_by, notes, change, account, target, sent, \
            attempts, atlas_status, atlas_error, outcome, status, error_code, total_us, atlas_us, \
            api, login""";

    private static final JsonMapper JSON = JsonMapper.shared();

    private RecordedCallMapper() {}

    static RecordedCall of(ResultSet row, int index) throws SQLException {
        return new RecordedCall(
                row.getObject("id", UUID.class),
                new Header(
                        time(row, "received_at"),
                        row.getString("request_id"),
                        row.getString("trace_id"),
                        row.getString("replica")),
                new Caller(
                        row.getString("team"),
                        row.getString("client"),
                        row.getString("issuer"),
                        row.getString("login"),
                        row.getString("address")),
                new Request(
                        row.getString("method"),
                        row.getString("path"),
                        row.getString("api"),
                        row.getString("operation"),
                        row.getString("group_id"),
                        row.getString("instance"),
                        json(row, "change")),
                new Decision(
                        row.getString("decision").equals("allowed"),
                        DecidedBy.parse(row.getString("decided_by")),
                        row.getObject("policy_revision", Long.class),
                        notes(json(row, "notes"))),
                forwarded(row),
                row.getString("outcome") == null ? null : result(row));
    }

    private static @Nullable Forwarded forwarded(ResultSet row) throws SQLException {
        var target = row.getString("target");
        var stored = row.getString("stage").equals("intent") ? time(row, "recorded_at") : null;
        return target == null ? null : new Forwarded(row.getString("account"), target, json(row, "sent"), stored);
    }

    private static Result result(ResultSet row) throws SQLException {
        return new Result(
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getObject("status", Integer.class),
                row.getString("error_code"),
                new Atlas(
                        row.getObject("atlas_status", Integer.class),
                        row.getString("atlas_error"),
                        micros(row, "atlas_us"),
                        attempts(json(row, "attempts"))),
                micros(row, "total_us"),
                time(row, "recorded_at"));
    }

    private static List<String> notes(@Nullable JsonNode notes) {
        return notes == null
                ? List.of()
                : notes.valueStream().map(JsonNode::asString).toList();
    }

    private static List<Attempt> attempts(@Nullable JsonNode attempts) {
        return attempts == null
                ? List.of()
                : attempts.valueStream().map(RecordedCallMapper::attempt).toList();
    }

    private static Attempt attempt(JsonNode json) {
        var error = json.path("error");
        return new Attempt(
                Instant.parse(json.path("at").asString()),
                Duration.of(json.path("us").asLong(), ChronoUnit.MICROS),
                json.path("status").asInt(),
                Effect.valueOf(json.path("effect").asString().toUpperCase(Locale.ROOT)),
                error.isString() ? error.asString() : null);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Duration micros(ResultSet row, String column) throws SQLException {
        var micros = row.getObject(column, Long.class);
        return micros == null ? null : Duration.of(micros, ChronoUnit.MICROS);
    }

    private static @Nullable JsonNode json(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : JSON.readTree(text);
    }
}

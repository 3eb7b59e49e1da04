package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.audit.store.PendingRow.State;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.SentRequestId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Log line of a call, in the fields of the Elastic Common Schema (ECS). What ECS has no field for is below
 * {@code gateway}. The trace is in every line of a call, and so is the request id of one that reached a servlet.
 *
 * <p>Objects are maps where they can be, because Spring Boot takes names with dots apart for each line.
 */
final class CallLine {

    private static final Logger CALLS = LoggerFactory.getLogger("dev.atlasgateway.calls");
    private static final String REQUEST_ID = "http.request.id";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private CallLine() {}

    /**
     * Logs the line of a call.
     *
     * @param attempts how often the call was sent to Atlas
     * @param state whether its record is stored
     */
    static void log(AuditRow row, ApiRequest request, int attempts, State state) {
        var line = new CallLine()
                .with(REQUEST_ID, MDC.get(REQUEST_ID) == null ? row.get(AuditColumn.REQUEST_ID) : null)
                .with("http.request.method", row.get(AuditColumn.METHOD))
                .with("http.response.status_code", number(row.get(AuditColumn.STATUS)))
                .with("url.path", row.get(AuditColumn.PATH))
                .with("error.code", row.get(AuditColumn.ERROR_CODE))
                .with("client.ip", row.get(AuditColumn.ADDRESS))
                .with("client.user.id", row.get(AuditColumn.CLIENT))
                .with("event", event(row))
                .with("gateway", decision(row, request, attempts, state));
        var event = CALLS.atLevel(state == State.STORED ? Level.INFO : Level.WARN);
        for (var field : line.fields.entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log("call");
    }

    private static Map<String, Object> event(AuditRow row) {
        var micros = number(row.get(AuditColumn.TOTAL_US));
        return new CallLine()
                .with("id", row.get(AuditColumn.ID))
                .with("action", row.get(AuditColumn.OPERATION))
                .with("outcome", outcome(row.get(AuditColumn.OUTCOME)))
                .with("duration", micros == null ? null : micros * 1_000)
                .fields;
    }

    private static Map<String, Object> decision(AuditRow row, ApiRequest request, int attempts, State state) {
        return new CallLine()
                .with("team", row.get(AuditColumn.TEAM))
                .with("project", row.get(AuditColumn.GROUP_ID))
                .with("instance", row.get(AuditColumn.INSTANCE))
                .with("outcome", row.get(AuditColumn.OUTCOME))
                .with("decided_by", row.get(AuditColumn.DECIDED_BY))
                .with("account", row.get(AuditColumn.ACCOUNT))
                .with("atlas_status", number(row.get(AuditColumn.ATLAS_STATUS)))
                .with("attempts", attempts)
                .with("record", state.name().toLowerCase(Locale.ROOT))
                .with("sent_request_id", sentId(request))
                .fields;
    }

    /** Returns one of the three outcomes that ECS knows. */
    private static String outcome(@Nullable String outcome) {
        return switch (Objects.requireNonNullElse(outcome, "none")) {
            case "applied", "answered" -> "success";
            case "refused", "failed" -> "failure";
            default -> "unknown";
        };
    }

    private static @Nullable String sentId(ApiRequest request) {
        return SentRequestId.beside(request.id(), request.headers().getFirst(SentRequestId.HEADER))
                .orElse(null);
    }

    private static @Nullable Long number(@Nullable String digits) {
        return digits == null ? null : Long.valueOf(digits);
    }

    private CallLine with(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }
}

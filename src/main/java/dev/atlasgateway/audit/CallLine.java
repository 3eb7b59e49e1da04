package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.audit.store.PendingRow.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Log line of a call, in the fields of the Elastic Common Schema (ECS). What ECS has no field for is below
 * {@code gateway}. The trace is in every line of a call, and so is the request id of one that reached a servlet.
 */
final class CallLine {

    private static final Logger CALLS = LoggerFactory.getLogger("dev.atlasgateway.calls");

    private final AuditRow row;
    private LoggingEventBuilder line;

    private CallLine(AuditRow row, State state) {
        this.row = row;
        this.line = CALLS.atLevel(state == State.STORED ? Level.INFO : Level.WARN);
    }

    /**
     * Logs the line of a call.
     *
     * @param attempts how often the call was sent to Atlas
     * @param state whether its record is stored
     */
    static void log(AuditRow row, int attempts, State state) {
        new CallLine(row, state)
                .with("http.request.id", MDC.get("http.request.id") == null ? row.get(AuditColumn.REQUEST_ID) : null)
                .text("event.id", AuditColumn.ID)
                .text("event.action", AuditColumn.OPERATION)
                .with("event.outcome", eventOutcome(row.get(AuditColumn.OUTCOME)))
                .with("event.duration", nanos(row.get(AuditColumn.TOTAL_US)))
                .text("client.ip", AuditColumn.ADDRESS)
                .text("client.user.id", AuditColumn.CLIENT)
                .text("http.request.method", AuditColumn.METHOD)
                .number("http.response.status_code", AuditColumn.STATUS)
                .text("url.path", AuditColumn.PATH)
                .text("error.code", AuditColumn.ERROR_CODE)
                .text("gateway.team", AuditColumn.TEAM)
                .text("gateway.project", AuditColumn.GROUP_ID)
                .text("gateway.instance", AuditColumn.INSTANCE)
                .text("gateway.outcome", AuditColumn.OUTCOME)
                .text("gateway.decided_by", AuditColumn.DECIDED_BY)
                .text("gateway.account", AuditColumn.ACCOUNT)
                .number("gateway.atlas_status", AuditColumn.ATLAS_STATUS)
                .with("gateway.attempts", attempts)
                .with("gateway.record", state.name().toLowerCase(Locale.ROOT))
                .line
                .log("call");
    }

    /** Returns one of the three outcomes that ECS knows. */
    private static String eventOutcome(@Nullable String outcome) {
        return switch (outcome) {
            case "applied", "answered" -> "success";
            case "refused", "failed" -> "failure";
            case null, default -> "unknown";
        };
    }

    private static @Nullable Long nanos(@Nullable String micros) {
        return micros == null ? null : Long.parseLong(micros) * 1_000;
    }

    private CallLine text(String field, AuditColumn column) {
        return with(field, row.get(column));
    }

    private CallLine number(String field, AuditColumn column) {
        var value = row.get(column);
        return with(field, value == null ? null : Long.valueOf(value));
    }

    private CallLine with(String field, @Nullable Object value) {
        if (value != null) {
            line = line.addKeyValue(field, value);
        }
        return this;
    }
}

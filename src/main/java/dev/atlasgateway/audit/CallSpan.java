package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.telemetry.SpanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;

/** Writes what was decided about a call, and what came of it, to the span of its request. */
final class CallSpan {

    private CallSpan() {}

    /** Describes a call on the current span, if that is recorded. */
    static void describe(AuditRow row, int attempts) {
        var span = Span.current();
        if (!span.isRecording()) {
            return;
        }
        set(span, SpanAttributes.TEAM, row, AuditColumn.TEAM);
        set(span, SpanAttributes.OPERATION, row, AuditColumn.OPERATION);
        set(span, SpanAttributes.OUTCOME, row, AuditColumn.OUTCOME);
        set(span, SpanAttributes.DECIDED_BY, row, AuditColumn.DECIDED_BY);
        set(span, SpanAttributes.ERROR_CODE, row, AuditColumn.ERROR_CODE);
        set(span, SpanAttributes.ACCOUNT, row, AuditColumn.ACCOUNT);
        span.setAttribute(SpanAttributes.ATTEMPTS, attempts);
    }

    private static void set(Span span, AttributeKey<String> key, AuditRow row, AuditColumn column) {
        var value = row.get(column);
        if (value != null) {
            span.setAttribute(key, value);
        }
    }
}

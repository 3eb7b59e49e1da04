package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditRow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows with the least that a row must have. */
final class MinimalRows {

    private MinimalRows() {}

    static AuditRow outcome(UUID id) {
        return least(AuditRow.outcome(id)).put(AuditColumn.OUTCOME, "refused").put(AuditColumn.STATUS, 403);
    }

    static AuditRow intent(UUID id, @Nullable String resource, Instant deadline) {
        return least(AuditRow.intent(id)).put(AuditColumn.RESOURCE, resource).put(AuditColumn.DEADLINE, deadline);
    }

    private static AuditRow least(AuditRow row) {
        return row.put(AuditColumn.REPLICA, "replica")
                .put(AuditColumn.RECEIVED_AT, Instant.now())
                .put(AuditColumn.REQUEST_ID, "request")
                .put(AuditColumn.METHOD, "PATCH")
                .put(AuditColumn.DECISION, "allowed")
                .put(AuditColumn.DECIDED_BY, "grant");
    }
}

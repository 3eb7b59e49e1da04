package dev.atlasgateway.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The least that a row must have. */
final class MinimalRows {

    private MinimalRows() {}

    static Row outcome(UUID id) {
        return least(Row.outcome(id)).put(Column.OUTCOME, "refused").put(Column.STATUS, 403);
    }

    static Row intent(UUID id, @Nullable String resource, Instant deadline) {
        return least(Row.intent(id)).put(Column.RESOURCE, resource).put(Column.DEADLINE, deadline);
    }

    private static Row least(Row row) {
        return row.put(Column.REPLICA, "replica")
                .put(Column.RECEIVED_AT, Instant.now())
                .put(Column.REQUEST_ID, "request")
                .put(Column.METHOD, "PATCH")
                .put(Column.DECISION, "allowed")
                .put(Column.DECIDED_BY, "grant");
    }
}

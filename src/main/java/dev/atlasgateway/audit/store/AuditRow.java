package dev.atlasgateway.audit.store;

import dev.atlasgateway.store.TextSanitizer;
import java.util.EnumMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One row of the audit, as text that is safe to store: each value is sanitized when it is put in. */
public final class AuditRow {

    private final UUID id;
    private final boolean followsIntent;
    private final boolean endsPending;
    private final EnumMap<AuditColumn, String> values = new EnumMap<>(AuditColumn.class);

    private boolean submitted;

    private AuditRow(UUID id, boolean followsIntent, boolean endsPending) {
        this.id = id;
        this.followsIntent = followsIntent;
        this.endsPending = endsPending;
        put(AuditColumn.ID, id);
    }

    public static AuditRow intent(UUID id) {
        return new AuditRow(id, false, false).put(AuditColumn.STAGE, "intent");
    }

    /** Returns the outcome of a call that has no intent: its only row. */
    public static AuditRow outcome(UUID id) {
        return new AuditRow(id, false, false).put(AuditColumn.STAGE, "outcome");
    }

    /**
     * Returns the outcome of this intent. It repeats the columns of the intent, so that a search reads outcomes only.
     *
     * @param durable whether the intent is known to be stored
     */
    public AuditRow outcome(boolean durable) {
        var row = new AuditRow(id, submitted, durable);
        row.values.putAll(values);
        return row.put(AuditColumn.STAGE, "outcome")
                .put(AuditColumn.RESOURCE, null)
                .put(AuditColumn.DEADLINE, null);
    }

    public AuditRow put(AuditColumn column, @Nullable Object value) {
        switch (value) {
            case null -> values.remove(column);
            case JsonNode json -> values.put(column, TextSanitizer.json(json));
            default -> values.put(column, TextSanitizer.text(value.toString()));
        }
        return this;
    }

    @Nullable
    public String get(AuditColumn column) {
        return values.get(column);
    }

    public UUID id() {
        return id;
    }

    /** Notes that this row waits to be stored. That may happen even after its call has given up. */
    void markSubmitted() {
        submitted = true;
    }

    /** Returns whether the intent of this outcome may be stored: then the outcome always finds room in the queue. */
    boolean followsIntent() {
        return followsIntent;
    }

    /** Returns whether this row is the outcome of an intent that counts as pending. */
    boolean endsPending() {
        return endsPending;
    }

    boolean isOutcome() {
        return get(AuditColumn.OUTCOME) != null;
    }
}

package dev.atlasgateway.audit.store;

import dev.atlasgateway.store.TextSanitizer;
import java.util.EnumMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One row of the audit, as text that is safe to store: each value is sanitized when it is put in. */
public final class AuditRow {

    private final UUID id;
    private final boolean closesIntent;
    private final EnumMap<AuditColumn, String> values = new EnumMap<>(AuditColumn.class);

    private AuditRow(UUID id, boolean closesIntent) {
        this.id = id;
        this.closesIntent = closesIntent;
        put(AuditColumn.ID, id);
    }

    public static AuditRow intent(UUID id) {
        return new AuditRow(id, false).put(AuditColumn.STAGE, "intent");
    }

    /** Returns the outcome of a call that has no intent: its only row. */
    public static AuditRow outcome(UUID id) {
        return new AuditRow(id, false).put(AuditColumn.STAGE, "outcome");
    }

    /**
     * Returns the outcome of this intent. It repeats the columns of the intent, so that a search reads outcomes only.
     *
     * @param durable whether the intent is known to be stored
     */
    public AuditRow outcome(boolean durable) {
        var row = new AuditRow(id, durable);
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

    /** Returns whether this row closes a durable intent: such a row always finds room in the queue. */
    boolean closesIntent() {
        return closesIntent;
    }

    boolean isOutcome() {
        return get(AuditColumn.OUTCOME) != null;
    }
}

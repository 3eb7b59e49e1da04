package dev.atlasgateway.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One row of the audit, as text that is safe to store: what is put in is scrubbed here, whoever puts it. */
final class Row {

    private final UUID id;
    private final boolean closesIntent;
    private final @Nullable String[] values = new @Nullable String[Column.values().length];

    private Row(UUID id, boolean closesIntent) {
        this.id = id;
        this.closesIntent = closesIntent;
        put(Column.ID, id);
    }

    static Row intent(UUID id) {
        return new Row(id, false).put(Column.STAGE, "intent");
    }

    /** The ending of a call that had no intent: its only row. */
    static Row outcome(UUID id) {
        return new Row(id, false).put(Column.STAGE, "outcome");
    }

    /**
     * The ending of this intent; it repeats what the intent tells, so that a search needs endings only.
     *
     * @param durable whether the intent is known to be stored
     */
    Row outcome(boolean durable) {
        var row = new Row(id, durable);
        System.arraycopy(values, 0, row.values, 0, values.length);
        return row.put(Column.STAGE, "outcome").put(Column.RESOURCE, null).put(Column.DEADLINE, null);
    }

    Row put(Column column, @Nullable Object value) {
        values[column.ordinal()] = switch (value) {
            case null -> null;
            case JsonNode json -> Scrub.json(json).toString();
            default -> Scrub.text(value.toString());
        };
        return this;
    }

    @Nullable
    String get(Column column) {
        return values[column.ordinal()];
    }

    UUID id() {
        return id;
    }

    /** Whether a durable intent waits for this ending: such a row always finds room. */
    boolean closesIntent() {
        return closesIntent;
    }

    boolean isOutcome() {
        return get(Column.OUTCOME) != null;
    }
}

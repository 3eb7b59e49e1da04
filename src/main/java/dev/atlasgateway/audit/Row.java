package dev.atlasgateway.audit;

import java.util.EnumMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One row of the audit, as text that is safe to store: what is put in is scrubbed here, whoever puts it. */
final class Row {

    private static final Column[] COLUMNS = Column.values();

    private final UUID id;
    private final boolean closesIntent;
    private final EnumMap<Column, String> values = new EnumMap<>(Column.class);

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
        row.values.putAll(values);
        return row.put(Column.STAGE, "outcome").put(Column.RESOURCE, null).put(Column.DEADLINE, null);
    }

    Row put(Column column, @Nullable Object value) {
        switch (value) {
            case null -> values.remove(column);
            case JsonNode json -> values.put(column, TextSanitizer.json(json));
            default -> values.put(column, TextSanitizer.text(value.toString()));
        }
        return this;
    }

    @Nullable
    String get(Column column) {
        return values.get(column);
    }

    /** The row as PostgreSQL reads a composite value (PostgreSQL docs, "Composite Types"): nothing between commas is null. */
    String composite() {
        var text = new StringBuilder(512).append('(');
        for (var column : COLUMNS) {
            if (column != Column.ID) {
                text.append(',');
            }
            var value = get(column);
            if (value != null) {
                quote(text, value);
            }
        }
        return text.append(')').toString();
    }

    private static void quote(StringBuilder text, String value) {
        var safe = value.indexOf('"') < 0 && value.indexOf('\\') < 0;
        text.append('"')
                .append(safe ? value : value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
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

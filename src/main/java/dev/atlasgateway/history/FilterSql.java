package dev.atlasgateway.history;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A filter as SQL: what it says in conditions, what it was asked in parameters, never mixed. */
final class FilterSql {

    /** The expression that the search index is on: PostgreSQL matches it, word by word but for spaces, with the index's. */
    static final String TERMS =
            "audit_terms(id, team, client, operation, group_id, instance, outcome, decision, decided_by, status, error_code)";

    /** What of an ending is looked at for a text; not its ids, each of which is a word that no other has. */
    static final String TEXTS =
            "team, client, address, path, operation, group_id, instance, decided_by, error_code, atlas_error, change::text, notes::text";

    private static final String WHOLE = "lower(concat_ws(' ', " + TEXTS + "))";

    /** Whether it is there at all comes first, as that is soon said; with "and" PostgreSQL would choose. */
    private static final String HOLDS_TEXT = "case when strpos(" + WHOLE + ", lower(:text)) > 0 then " + WHOLE
            + " ~ audit_pattern(:text) else false end";

    private final CallFilter filter;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    FilterSql(CallFilter filter) {
        this.filter = filter;
        if (filter.from() != null) {
            parameters.put("from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            parameters.put("to", Timestamp.from(filter.to()));
        }
        if (filter.teams() != null) {
            parameters.put("teams", filter.teams().toArray(String[]::new));
        }
        filter.criteria().forEach((criterion, value) -> parameters.put(criterion.column(), value));
    }

    /** Which endings at all: of the time asked for, before those that were told already. */
    String period() {
        return "stage = 'outcome' and id < :before"
                + (filter.from() == null ? "" : " and id >= audit_floor(:from)")
                + (filter.to() == null ? "" : " and id < audit_floor(:to)");
    }

    /** Which of them. */
    String exact() {
        var all = all(FilterSql::column);
        if (filter.teams() != null) {
            all.add("team = any(:teams)");
        }
        return all.isEmpty() ? "true" : String.join(" and ", all);
    }

    /** Whether so few can meet it that all of them can be fetched at once. */
    boolean isRare() {
        return filter.criteria().containsKey(Criterion.REQUEST_ID);
    }

    /** Whether the index knows any of the criteria. */
    boolean isIndexed() {
        return !indexed().isEmpty();
    }

    /** What the index knows of the criteria; it may let more through. */
    String indexed() {
        var any = all(FilterSql::anyTerm);
        if (filter.teams() != null) {
            any.add("array(select hashtextextended(visible, 1) from unnest(:teams) visible)");
        }
        var parts = any.stream().map(terms -> TERMS + " && " + terms).collect(Collectors.toCollection(ArrayList::new));
        var every = all(FilterSql::term);
        if (!every.isEmpty()) {
            parts.add(TERMS + " @> array[" + String.join(", ", every) + "]");
        }
        return String.join(" and ", parts);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private List<String> all(Function<Criterion, String> part) {
        return filter.criteria().keySet().stream()
                .map(part)
                .filter(sql -> !sql.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String column(Criterion criterion) {
        return switch (criterion) {
            case STATUS -> "status = :status::integer";
            case DECIDED_BY -> """
                (:decided_by in (decided_by, split_part(decided_by, ':', 1)) or (decided_by like 'guardrail:%,%' \
                and :decided_by = any(string_to_array('guardrail:' || replace(substr(decided_by, 11), ',', e'\\nguardrail:'), e'\\n'))))""";
            case TEXT -> HOLDS_TEXT;
            default -> criterion.column() + " = :" + criterion.column();
        };
    }

    /** As {@code audit_terms} has it (V6). */
    private static String term(Criterion criterion) {
        return switch (criterion) {
            case TEAM -> "hashtextextended(:team, 1)";
            case CLIENT -> "hashtextextended(:client, 2)";
            case OPERATION -> "hashtextextended(:operation, 3)";
            case GROUP_ID -> "hashtextextended(:group_id, 4)";
            case INSTANCE -> "hashtextextended(:instance, 5)";
            case OUTCOME -> "hashtextextended(:outcome, 6)";
            case DECISION -> "hashtextextended(:decision, 7)";
            case STATUS -> ":status::bigint";
            case ERROR_CODE -> "hashtextextended(:error_code, 9)";
            case DECIDED_BY, REQUEST_ID, TEXT -> "";
        };
    }

    private static String anyTerm(Criterion criterion) {
        return criterion == Criterion.DECIDED_BY
                ? "array[hashtextextended(:decided_by, 8), case when :decided_by like 'guardrail:%' then hashtextextended('guardrail:,', 8) end]"
                : "";
    }
}

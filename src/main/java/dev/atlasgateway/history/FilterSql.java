package dev.atlasgateway.history;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** SQL of a filter: its conditions, and its values as parameters. Values never become part of the SQL. */
final class FilterSql {

    /** The expression of the search index. PostgreSQL uses the index only for the same expression, except for spaces. */
    static final String TERMS =
            "audit_terms(id, team, client, operation, group_id, instance, outcome, decision, decided_by, status, error_code)";

    /** The columns in which a text is looked for. Ids are not among them, because each is unique. */
    static final String TEXTS =
            "team, client, address, path, operation, group_id, instance, decided_by, error_code, atlas_error, change::text, notes::text";

    private static final String WHOLE = "lower(concat_ws(' ', " + TEXTS + "))";

    /** Checks first whether the text occurs at all, which is cheap. With "and" PostgreSQL would choose the order. */
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

    /** Returns the condition for outcomes of the period, older than those already returned. */
    String period() {
        return "stage = 'outcome' and id < :before"
                + (filter.from() == null ? "" : " and id >= audit_floor(:from)")
                + (filter.to() == null ? "" : " and id < audit_floor(:to)");
    }

    /** Returns the condition for the outcomes that meet the criteria. */
    String exact() {
        var all = all(FilterSql::column);
        if (filter.teams() != null) {
            all.add("team = any(:teams)");
        }
        return all.isEmpty() ? "true" : String.join(" and ", all);
    }

    /** Returns whether so few calls can match that they can be fetched at once. */
    boolean isRare() {
        return filter.criteria().containsKey(Criterion.REQUEST_ID);
    }

    /** Returns whether the index has any of the criteria. */
    boolean isIndexed() {
        return !indexed().isEmpty();
    }

    /** Returns the condition for the index. It may let through calls that do not match. */
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
            case ANSWERED_BY -> "audit_answered_by(decision, decided_by, atlas_status, error_code) = :answered_by";
            case TEXT -> HOLDS_TEXT;
            default -> criterion.column() + " = :" + criterion.column();
        };
    }

    /** Returns the term of a criterion as the function {@code audit_terms} (V6) makes it. */
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
            case DECIDED_BY, ANSWERED_BY, REQUEST_ID, TEXT -> "";
        };
    }

    private static String anyTerm(Criterion criterion) {
        return criterion == Criterion.DECIDED_BY
                ? "array[hashtextextended(:decided_by, 8), case when :decided_by like 'guardrail:%' then hashtextextended('guardrail:,', 8) end]"
                : "";
    }
}

package dev.atlasgateway.history;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A filter as SQL: what it says in conditions, what it was asked in parameters, never mixed. */
final class Conditions {

    private static final String WORDS = """
            concat_ws(' ', request_id, trace_id, team, client, address, path, operation, group_id, instance, decided_by, \
            error_code, atlas_error, change::text, notes::text)""";

    private final List<String> conditions = new ArrayList<>(List.of("stage = 'outcome'"));
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Conditions() {}

    static Conditions of(Filter filter) {
        var sql = new Conditions();
        if (filter.from() != null) {
            sql.and("id >= audit_floor(:from)", "from", time(filter.from()));
        }
        if (filter.to() != null) {
            sql.and("id < audit_floor(:to)", "to", time(filter.to()));
        }
        if (filter.teams() != null) {
            sql.and("team = any(:teams)", "teams", filter.teams().toArray(String[]::new));
        }
        filter.criteria().forEach((criterion, value) -> sql.and(condition(criterion), criterion.column(), value));
        return sql;
    }

    private static String condition(Criterion criterion) {
        return switch (criterion) {
            case STATUS -> "status = :status::integer";
            case DECIDED_BY -> ":decided_by = any(audit_deciders(decided_by))";
            case TEXT -> "strpos(lower(" + WORDS + "), lower(:text)) > 0";
            default -> criterion.column() + " = :" + criterion.column();
        };
    }

    Conditions and(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
        return this;
    }

    String sql() {
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    static Timestamp time(Instant instant) {
        return Timestamp.from(instant);
    }
}

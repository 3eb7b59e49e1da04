package dev.atlasgateway.audit.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Allow-list of what a row of the audit may hold. The gateway records nothing that has no column.
 *
 * <p>In the order of the type {@code audit_row_2}, as which rows are sent.
 */
public enum AuditColumn {
    ID,
    STAGE,
    REPLICA,
    RECEIVED_AT,
    REQUEST_ID,
    TRACE_ID,
    TEAM,
    CLIENT,
    ISSUER,
    ADDRESS,
    METHOD,
    PATH,
    OPERATION,
    GROUP_ID,
    INSTANCE,
    POLICY_REVISION,
    DECISION,
    DECIDED_BY,
    NOTES,
    CHANGE,
    ACCOUNT,
    TARGET,
    SENT,
    RESOURCE,
    DEADLINE,
    ATTEMPTS,
    ATLAS_STATUS,
    ATLAS_ERROR,
    OUTCOME,
    STATUS,
    ERROR_CODE,
    TOTAL_US,
    INTENT_US,
    ATLAS_US,
    API,
    LOGIN;

    private final String sql = name().toLowerCase(Locale.ROOT);

    public String sql() {
        return sql;
    }

    /**
     * Returns the statement that stores any number of rows. Its one parameter is an array of rows as text.
     *
     * <p>This was measured against one array for each column, {@code jsonb_to_recordset}, batches and {@code COPY}. It is
     * cheaper by a third or more, except for {@code COPY}, which costs the same but has no {@code on conflict}. With that, a
     * repeated insert is harmless.
     */
    static String insert() {
        var names = Arrays.stream(values()).map(AuditColumn::sql).collect(Collectors.joining(", "));
        return "insert into audit (%s) select %s from unnest(?::audit_row_2[]) on conflict (id, stage) do nothing"
                .formatted(names, names);
    }
}

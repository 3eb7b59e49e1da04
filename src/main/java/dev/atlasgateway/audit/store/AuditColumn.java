package dev.atlasgateway.audit.store;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Allow-list of what a row of the audit may hold. The gateway records nothing that has no column.
 *
 * <p>In the order of the type {@link #ROW_TYPE}.
 */
public enum AuditColumn {
    ID(ColumnType.UUID_TYPE),
    STAGE,
    REPLICA,
    RECEIVED_AT(ColumnType.TIME),
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
    POLICY_REVISION(ColumnType.BIGINT),
    DECISION,
    DECIDED_BY,
    NOTES(ColumnType.JSON),
    CHANGE(ColumnType.JSON),
    ACCOUNT,
    TARGET,
    SENT(ColumnType.JSON),
    RESOURCE,
    DEADLINE(ColumnType.TIME),
    ATTEMPTS(ColumnType.JSON),
    ATLAS_STATUS(ColumnType.INTEGER),
    ATLAS_ERROR,
    OUTCOME,
    STATUS(ColumnType.INTEGER),
    ERROR_CODE,
    TOTAL_US(ColumnType.BIGINT),
    INTENT_US(ColumnType.BIGINT),
    ATLAS_US(ColumnType.BIGINT),
    API,
    LOGIN;

    /** The type of a row as it is sent. */
    static final String ROW_TYPE = "audit_row_2";

    static final List<AuditColumn> ALL = List.of(values());

    private final String sql = name().toLowerCase(Locale.ROOT);
    private final ColumnType type;

    AuditColumn() {
        this(ColumnType.TEXT);
    }

    AuditColumn(ColumnType type) {
        this.type = type;
    }

    public String sql() {
        return sql;
    }

    ColumnType type() {
        return type;
    }

    /**
     * Returns the statement that stores any number of rows. Its one parameter is an array of rows. It fails if one of them is
     * stored already.
     *
     * <p>This was measured against rows as text, one array for each column, {@code values}, batches and {@code COPY}. Only
     * {@code COPY} costs PostgreSQL as little, but needs three more round trips for its limits.
     */
    static String insert() {
        var names = ALL.stream().map(AuditColumn::sql).collect(Collectors.joining(", "));
        return "insert into audit (%s) select %s from unnest(?::%s[])".formatted(names, names, ROW_TYPE);
    }

    /** Returns the same statement, but it skips the rows that are stored already. */
    static String insertMissing() {
        return insert() + " on conflict (id, stage) do nothing";
    }
}

package dev.atlasgateway.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** A real PostgreSQL reads the rows: what it returns is what was sent. */
class BinaryRowsTests {

    private static final String SELECT = "select %s from unnest(?::" + AuditColumn.ROW_TYPE + "[])";

    private final HikariDataSource database = Postgres.newMigratedDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void keepEachValueOfEachType(ColumnType type) throws SQLException {
        var columns =
                AuditColumn.ALL.stream().filter(column -> column.type() == type).toList();
        var values = values(type);
        var rows = values.stream()
                .map(value -> {
                    var row = AuditRow.intent(new UUID(0, 0));
                    columns.forEach(column -> row.put(column, value));
                    return row;
                })
                .toList();
        for (var column : columns) {
            assertThat(read(column, rows)).as(column.sql()).containsExactlyElementsOf(values);
        }
    }

    private static List<?> values(ColumnType type) {
        var json = JsonMapper.shared();
        return switch (type) {
            case TEXT -> List.of("", "a", "'\"\\{},()", "äß€\uD834\uDD1E", "a".repeat(1_000));
            case JSON ->
                List.of(
                        json.readTree("[]"),
                        json.readTree("{\"a\":[1,2.50,-1E+2,null,true,\"ä\\\"\"],\"b\":{}}"),
                        json.readTree("\"text\""));
            case UUID_TYPE -> List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(Long.MIN_VALUE, 1));
            case TIME ->
                List.of(
                        Instant.parse("2000-01-01T00:00:00Z"),
                        Instant.parse("2026-11-30T12:34:56.123456Z"),
                        Instant.parse("1999-12-31T23:59:59.999999Z"),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("+294276-12-31T23:59:59.999999Z"));
            case BIGINT -> List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
            case INTEGER -> List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
        };
    }

    @Test
    void keepNullAndTheOrderOfRows() throws SQLException {
        var rows = List.of(
                AuditRow.intent(new UUID(0, 1)),
                AuditRow.intent(new UUID(0, 2)).put(AuditColumn.TEAM, "payments"),
                AuditRow.intent(new UUID(0, 3)));
        assertThat(read(AuditColumn.TEAM, rows)).containsExactly(null, "payments", null);
        assertThat(read(AuditColumn.ID, rows))
                .containsExactlyElementsOf(rows.stream().map(AuditRow::id).toList());
        for (var column : AuditColumn.ALL) {
            if (column != AuditColumn.ID && column != AuditColumn.STAGE && column != AuditColumn.TEAM) {
                assertThat(read(column, rows)).as(column.sql()).containsOnlyNulls();
            }
        }
    }

    private List<@Nullable Object> read(AuditColumn column, List<AuditRow> rows) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(SELECT.formatted(column.sql()))) {
            query.setArray(1, BinaryRows.of(rows, connection));
            try (var result = query.executeQuery()) {
                var found = new ArrayList<@Nullable Object>();
                while (result.next()) {
                    found.add(value(column.type(), result));
                }
                return found;
            }
        }
    }

    private static @Nullable Object value(ColumnType type, ResultSet result) throws SQLException {
        if (result.getString(1) == null) {
            return null;
        }
        return switch (type) {
            case TEXT -> result.getString(1);
            case JSON -> JsonMapper.shared().readTree(result.getString(1));
            case UUID_TYPE -> result.getObject(1, UUID.class);
            case TIME -> result.getObject(1, OffsetDateTime.class).toInstant();
            case BIGINT -> result.getLong(1);
            case INTEGER -> result.getInt(1);
        };
    }
}

package dev.atlasgateway.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitedStatementTests {

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final AuditPool pool = AuditPool.beside(database, Duration.ofMillis(300));
    private final AuditStore store =
            new AuditStore(pool, new MonthlyPartitions(InstantSource.system(), Duration.ofDays(400)));

    @AfterEach
    void close() {
        store.close();
        pool.close();
        database.close();
    }

    @Test
    void endsAtItsTimeLimitOnTheServer() throws SQLException {
        store.insert(List.of(row()));
        try (var other = database.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");

            assertThatThrownBy(() -> store.insert(List.of(row())))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            other.rollback();
        }
        assertThat(store.insert(List.of(row()))).isEmpty();
    }

    @Test
    void leavesNoLimitInTheSession() throws SQLException {
        try (var connection = pool.connection();
                var limited = pool.statement(connection, "show statement_timeout");
                var result = limited.query();
                var plain = connection.createStatement()) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("300ms");
            var after = plain.executeQuery("show statement_timeout");
            after.next();
            assertThat(after.getString(1)).isEqualTo("0");
        }
    }

    private static AuditRow row() {
        return AuditRow.outcome(
                        new UUID(Instant.now().toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | System.nanoTime()))
                .put(AuditColumn.REPLICA, "replica")
                .put(AuditColumn.RECEIVED_AT, Instant.now())
                .put(AuditColumn.REQUEST_ID, "request")
                .put(AuditColumn.METHOD, "PATCH")
                .put(AuditColumn.DECISION, "refused")
                .put(AuditColumn.DECIDED_BY, "access")
                .put(AuditColumn.OUTCOME, "refused")
                .put(AuditColumn.STATUS, 403);
    }
}

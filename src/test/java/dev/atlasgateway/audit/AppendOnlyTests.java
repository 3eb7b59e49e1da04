package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendOnlyTests {

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final StoredRows stored = StoredRows.in(database);

    @BeforeEach
    void recordACall() {
        try (var replica = AuditReplica.on(database)) {
            replica.trail.record(Calls.PAYMENTS, Calls.request(), entry -> Calls.update(entry, Calls.patch()));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"update %s set outcome = 'refused' where stage = 'outcome'", "delete from %s", "truncate %s"})
    void rejectsChangesToRecords(String statement) {
        for (var table : new String[] {"audit", stored.partition()}) {
            assertThatThrownBy(
                            () -> stored.sql().sql(statement.formatted(table)).update())
                    .rootCause()
                    .hasMessageContaining("the audit is append-only");
        }
        assertThat(stored.stages()).containsExactly("intent", "outcome:applied");
    }

    @Test
    void rejectsASecondOutcomeOfACall() {
        assertThatThrownBy(() -> stored.sql().sql("""
                                insert into audit (id, stage, replica, received_at, request_id, method, decision, decided_by, outcome)
                                select id, stage, replica, received_at, request_id, method, decision, decided_by, 'refused'
                                from audit where stage = 'outcome'
                                """).update()).hasMessageContaining("duplicate key");
    }
}

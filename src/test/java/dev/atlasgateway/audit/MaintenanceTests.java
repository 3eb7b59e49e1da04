package dev.atlasgateway.audit;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaintenanceTests {

    private final HikariDataSource database = Postgres.newMigratedDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void letsTheDropOfMonthsTakeLongerThanACallMayWait() throws SQLException {
        try (var replica = AuditReplica.on(
                database,
                AuditSettings.standard("replica")
                        .storeTimeout(Duration.ofSeconds(1))
                        .properties())) {
            StoredRows.in(database).sql().sql("""
                            create or replace function audit_drop_months_before(month date) returns setof text language plpgsql as
                            $$ begin perform pg_sleep(1.5); end $$
                            """).update();
            replica.maintenance.keepPartitions();
        }
    }
}

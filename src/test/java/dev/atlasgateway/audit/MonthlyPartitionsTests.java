package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.audit.store.MonthlyPartitions;
import dev.atlasgateway.testing.Postgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonthlyPartitionsTests {

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final StoredRows stored = StoredRows.in(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void createsThisMonthAndTheNextTwo() throws SQLException {
        prepare("2026-11-30T23:59:59.999Z");
        assertThat(stored.partitions()).containsExactly("audit_2026_11", "audit_2026_12", "audit_2027_01");

        prepare("2026-12-01T00:00:00Z");
        assertThat(stored.partitions()).contains("audit_2027_02").hasSize(4);
    }

    @Test
    void countsTheMonthsAheadAsTimePasses() throws SQLException {
        var now = new AtomicReference<>(Instant.parse("2026-11-30T23:59:59.999Z"));
        var partitions = new MonthlyPartitions(now::get, Duration.ofDays(400));
        assertThat(partitions.monthsAhead()).as("not read yet").isNaN();
        try (var connection = database.getConnection()) {
            partitions.look(connection);
            assertThat(partitions.monthsAhead()).isEqualTo(-1);
            partitions.prepare(connection);
            partitions.look(connection);
        }
        assertThat(partitions.monthsAhead()).isEqualTo(2);
        now.set(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(partitions.monthsAhead()).isEqualTo(1);
        now.set(Instant.parse("2027-02-01T00:00:00Z"));
        assertThat(partitions.monthsAhead()).isEqualTo(-1);
    }

    @Test
    void readsThePartitionsEvenIfCreatingMoreFailsWhileRecordingGoesOn() throws SQLException {
        try (var replica = AuditReplica.on(database)) {
            await().until(() -> replica.gauge("gateway.audit.months.ahead") == 2);
        }
        stored.sql().sql("drop table " + stored.partitions().getLast()).update();
        stored.sql().sql("""
                        create or replace function audit_add_month(month date) returns void language plpgsql as
                        $$ begin
                            if to_regclass('audit_' || to_char(month, 'YYYY_MM')) is null then
                                raise exception 'must be owner of table audit';
                            end if;
                        end $$
                        """).update();
        try (var restarted = AuditReplica.on(database)) {
            await().until(() -> restarted.gauge("gateway.audit.months.ahead") == 1);
            assertThatThrownBy(restarted.maintenance::keepPartitions).hasMessageContaining("must be owner");
            assertThat(restarted.gauge("gateway.audit.months.ahead")).isOne();
            await().until(restarted::isReady);
        }
    }

    @Test
    void createsEachPartitionOnceForAllReplicas() {
        var replicas = 8;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = IntStream.range(0, replicas)
                    .mapToObj(i -> threads.submit(() -> {
                        try (var pool = Postgres.pool(database.getJdbcUrl());
                                var connection = pool.getConnection()) {
                            at("2026-11-23T12:00:00Z").prepare(connection);
                        }
                        return true;
                    }))
                    .toList();
            assertThat(done).allSatisfy(made -> assertThat(made.get()).isTrue());
        }
        assertThat(stored.partitions()).hasSize(3);
    }

    @Test
    void putsARowByTheTimeInItsId() throws SQLException {
        prepare("2026-11-23T12:00:00Z");

        insert(id("2026-11-30T23:59:59.999Z"));
        insert(id("2026-12-01T00:00:00.000Z"));

        assertThat(stored.sql()
                        .sql("select tableoid::regclass::text from audit order by seq")
                        .query(String.class)
                        .list())
                .containsExactly("audit_2026_11", "audit_2026_12");
    }

    @Test
    void rejectsARowOutsideAllPartitions() throws SQLException {
        prepare("2026-11-23T12:00:00Z");

        assertThatThrownBy(() -> insert(id("2027-02-01T00:00:00Z"))).hasMessageContaining("no partition");
    }

    @Test
    void dropsAPartitionOnceItsYoungestRecordIsOlderThanTheRetention() throws SQLException {
        prepare("2026-01-15T12:00:00Z");
        insert(id("2026-01-31T23:59:59Z"));

        assertThat(expire("2026-04-15T12:00:00Z", Duration.ofDays(75))).isEmpty(); // keeps 30 January
        assertThat(expire("2026-04-15T12:00:00Z", Duration.ofDays(74))).isEmpty(); // keeps 31 January
        assertThat(expire("2026-04-15T12:00:00Z", Duration.ofDays(73))).containsExactly("audit_2026_01");
        assertThat(stored.partitions()).containsExactly("audit_2026_02", "audit_2026_03");
        assertThat(stored.rows()).isEmpty();
    }

    @Test
    void dropsNothingBecauseTheClockOfAReplicaIsAhead() throws SQLException {
        prepare(Instant.now().toString());

        assertThat(expire(Instant.now().plus(Duration.ofDays(730)).toString(), Duration.ofDays(400)))
                .isEmpty();
        assertThat(stored.partitions()).hasSize(3);
    }

    @Test
    void givesUpADropWhileAReaderHoldsTheLock() throws SQLException {
        prepare("2026-01-15T12:00:00Z");
        try (var reader = database.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("select * from audit");

            assertThatThrownBy(() -> expire("2026-11-23T12:00:00Z", Duration.ofDays(31)))
                    .hasMessageContaining("lock timeout");
            reader.rollback();
        }
        assertThat(expire("2026-11-23T12:00:00Z", Duration.ofDays(31))).hasSize(3);
    }

    @Test
    void createsPartitionsWhileAReaderHoldsTheLock() throws SQLException {
        prepare("2026-01-15T12:00:00Z");
        try (var reader = database.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("select * from audit");

            prepare("2026-02-15T12:00:00Z");
        }
        assertThat(stored.partitions()).hasSize(4);
    }

    private List<String> expire(String now, Duration retention) throws SQLException {
        try (var connection = database.getConnection()) {
            return new MonthlyPartitions(InstantSource.fixed(Instant.parse(now)), retention).expire(connection);
        }
    }

    private void prepare(String now) throws SQLException {
        try (var connection = database.getConnection()) {
            at(now).prepare(connection);
        }
    }

    private static MonthlyPartitions at(String now) {
        return new MonthlyPartitions(InstantSource.fixed(Instant.parse(now)), Duration.ofDays(400));
    }

    private static UUID id(String time) {
        return new UuidV7(InstantSource.fixed(Instant.parse(time))).next();
    }

    private void insert(UUID id) {
        stored.sql().sql("""
                        insert into audit (id, stage, replica, received_at, request_id, method, decision, decided_by, outcome)
                        values (?, 'outcome', 'r', now(), 'q', 'GET', 'refused', 'access', 'refused')
                        """).param(id).update();
    }
}

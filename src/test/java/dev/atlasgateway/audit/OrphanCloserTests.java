package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsOutput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

@ReadsOutput
class OrphanCloserTests {

    private static final Duration AFTER = Duration.ofMinutes(1);

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final StoredRows stored = StoredRows.in(database);
    private final AuditReplica replica = AuditReplica.on(database);

    @BeforeEach
    void addMonths() {
        stored.sql().sql("""
                        select audit_add_month(date_trunc('month', at at time zone 'UTC')::date)
                        from (values (now() - interval '1 hour'), (now())) called(at)""").query().listOfRows();
    }

    @AfterEach
    void close() {
        replica.close();
        database.close();
    }

    @Test
    void closesAChangeAsUnknownWithTheColumnsOfItsIntent(CapturedOutput output) {
        var id = orphan(AFTER.plusSeconds(1));

        sweepUntilUnknown(replica);

        assertThat(stored.stages()).containsExactly("intent", "outcome:unknown");
        assertThat(stored.rows().getLast())
                .containsEntry("id", id)
                .containsEntry("request_id", "request")
                .containsEntry("decided_by", "grant")
                .containsEntry("status", null);
        assertThat(replica.count("gateway.audit.orphans")).isOne();
        assertThat(output).contains(id.toString(), "request request");
    }

    @Test
    void closesAReadAsFailedBecauseItChangedNothing(CapturedOutput output) {
        var id = orphan(null, AFTER.plusSeconds(1));

        await().until(() -> {
            replica.maintenance.sweep();
            return stored.stages().contains("outcome:failed");
        });

        assertThat(stored.stages()).containsExactly("intent", "outcome:failed");
        assertThat(replica.count("gateway.audit.orphans")).isZero();
        assertThat(output).contains(id + " (request request) never ended: it only read. Recorded as failed.");
    }

    @Test
    void leavesCallsThatMayStillGetTheirOutcome() {
        orphan(AFTER.minusSeconds(5));
        orphan(Duration.ofSeconds(-30));
        var overdue = orphan(AFTER.plusSeconds(1));

        sweepUntilUnknown(replica);

        assertThat(stored.stages()).containsExactly("intent", "intent", "intent", "outcome:unknown");
        assertThat(stored.rows().getLast()).containsEntry("id", overdue);
    }

    @Test
    void leavesCallsUnderWayAtAReplicaWithASlowClock() {
        stored.sql()
                .sql("update audit_settled set until = now() - interval '1 hour'")
                .update();
        var behind = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-4));
        try (var late = AuditReplica.on(database, AuditSettings.of("late"), behind, AuditReplica.DEADLINE)) {
            late.trail.record(Calls.PAYMENTS, Calls.requestAt(behind.instant()), entry -> {
                entry.storeIntent(Calls.patch());
                orphan(AFTER.plusSeconds(1));
                sweepUntilUnknown(replica);
                entry.noteResponse(Calls.answered(200, "{}"));
                return Calls.ok();
            });
        }

        assertThat(stored.stages()).containsExactly("intent", "intent", "outcome:unknown", "outcome:applied");
    }

    /** Effect of clocks that differ by more than is allowed: the call gets no outcome, but its intent can be read. */
    @Test
    void missesOrphansOfAClockSlowerThanTheOverlap() {
        stored.sql()
                .sql("update audit_settled set until = now() - interval '1 hour'")
                .update();
        await().until(() -> {
            replica.maintenance.sweep();
            return stored.sql()
                    .sql("select until > now() - interval '30 minutes' from audit_settled")
                    .query(Boolean.class)
                    .single();
        });
        var overdue = AFTER.plusSeconds(1);
        orphan("group/orders", overdue, behind(overdue, Duration.ofMinutes(6)));
        var found = orphan("group/orders", overdue, behind(overdue, Duration.ofMinutes(4)));

        sweepUntilUnknown(replica);

        assertThat(stored.stages()).containsExactly("intent", "intent", "outcome:unknown");
        assertThat(stored.rows().getLast()).containsEntry("id", found);
    }

    @Test
    void leavesCallsThatHaveTheirOutcome() {
        replica.trail.record(Calls.PAYMENTS, Calls.request(), entry -> Calls.update(entry, Calls.patch()));
        try (var eager = AuditReplica.on(
                database,
                AuditSettings.standard("eager").orphanAfter(Duration.ofDays(-1)).properties())) {
            orphan(AFTER);
            sweepUntilUnknown(eager);
        }

        assertThat(stored.stages()).containsExactly("intent", "outcome:applied", "intent", "outcome:unknown");
    }

    @Test
    void keepsTheUnknownOutcomeIfTheRealOneComesLate(CapturedOutput output) {
        try (var hasty = AuditReplica.on(
                database,
                AuditSettings.standard("hasty").orphanAfter(Duration.ZERO).properties(),
                InstantSource.system(),
                Duration.ZERO)) {
            var answer = hasty.trail.record(Calls.PAYMENTS, Calls.request(), entry -> {
                entry.storeIntent(Calls.patch());
                sweepUntilUnknown(hasty);
                entry.noteResponse(Calls.answered(200, "{}"));
                return Calls.ok();
            });

            assertThat(answer.status()).isEqualTo(200);
            assertThat(stored.stages()).containsExactly("intent", "outcome:unknown");
            assertThat(hasty.count("gateway.audit.lost", "cause", "given_up")).isOne();
            assertThat(hasty.gauge("gateway.audit.pending")).isZero();
            assertThat(output).contains("had been given up as unknown", "record=lost");
        }
    }

    @Test
    void closesEachOrphanOnceOnAllReplicas() throws Exception {
        IntStream.range(0, 50).forEach(i -> orphan(AFTER.plusMinutes(1)));
        var replicas = Stream.concat(Stream.of(replica), Stream.generate(() -> AuditReplica.on(database)))
                .limit(4)
                .toList();
        var start = new CyclicBarrier(replicas.size());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            replicas.forEach(one -> threads.submit(() -> {
                start.await();
                one.maintenance.sweep();
                return null;
            }));
        }

        await().until(() -> stored.count("outcome = 'unknown'") == 50);
        assertThat(replicas.stream()
                        .mapToDouble(one -> one.count("gateway.audit.orphans"))
                        .sum())
                .isEqualTo(50);
        replicas.forEach(AuditReplica::close);
    }

    @Test
    void closesOrphansWhenAReplicaStarts() {
        orphan(AFTER.plusMinutes(3));

        try (var next = AuditReplica.on(database)) {
            await().untilAsserted(() -> assertThat(stored.stages()).containsExactly("intent", "outcome:unknown"));
        }
    }

    @Test
    void searchesOnlyWhatTheLastSearchHadNotSettled() {
        stored.sql()
                .sql("update audit_settled set until = now() - interval '1 hour'")
                .update();

        await().untilAsserted(() -> {
            replica.maintenance.sweep();
            assertThat(stored.sql()
                            .sql("select extract(epoch from now() - until) from audit_settled")
                            .query(Double.class)
                            .single())
                    .isBetween(30.0 + 60 + 300, 30.0 + 60 + 300 + 20);
        });
    }

    /** Searches several times, because a search that is under way makes others skip. */
    private void sweepUntilUnknown(AuditReplica sweeping) {
        await().until(() -> {
            sweeping.maintenance.sweep();
            return stored.stages().contains("outcome:unknown");
        });
    }

    /** Makes a change of a dead replica, this long past its deadline. */
    private UUID orphan(Duration overdue) {
        return orphan("group/orders", overdue);
    }

    /** Returns the start of a call that is overdue now, by a slow clock. */
    private static InstantSource behind(Duration overdue, Duration behind) {
        return InstantSource.offset(
                InstantSource.system(),
                AuditReplica.DEADLINE.plus(overdue).plus(behind).negated());
    }

    private UUID orphan(@Nullable String resource, Duration overdue) {
        return orphan(resource, overdue, InstantSource.system());
    }

    /** Stores the intent as of then by PostgreSQL's clock, which decides. The id comes from the clock of the replica. */
    private UUID orphan(@Nullable String resource, Duration overdue, InstantSource clock) {
        var id = new UuidV7(clock).next();
        var ago = AuditReplica.DEADLINE.plus(overdue);
        stored.sql()
                .sql("""
                        insert into audit (id, stage, recorded_at, replica, received_at, request_id, method, decision, decided_by,
                                           resource, deadline)
                        select ?, 'intent', at, 'replica', at, 'request', 'PATCH', 'allowed', 'grant', ?, at + ? * interval '1 ms'
                        from (select clock_timestamp() - ? * interval '1 ms' as at) stored""")
                .params(id, resource, AuditReplica.DEADLINE.toMillis(), ago.toMillis())
                .update();
        return id;
    }
}

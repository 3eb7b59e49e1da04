package dev.atlasgateway.audit;

import static dev.atlasgateway.audit.Calls.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.PendingRow.State;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.TcpProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTests {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AuditSettings WITH_A_SMALL_QUEUE = AuditSettings.standard("replica")
            .patience(SHORT, SHORT)
            .storeTimeout(LONG)
            .queueCapacity(100);

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final TcpProxy wire = TcpProxy.before(database.getJdbcUrl());
    private final HikariDataSource pool = Postgres.pool(wire.url());
    private final StoredRows stored = StoredRows.in(database);
    private AuditReplica replica;

    @AfterEach
    void close() {
        wire.restore();
        replica.close();
        pool.close();
        wire.close();
        database.close();
    }

    @Test
    void refusesWhatItCannotRecord() {
        start(quick());
        wire.refuse();

        var answer = recording(entry -> {
            entry.storeIntent(Calls.patch());
            throw new AssertionError("sent without a record");
        });

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers())
                .containsEntry("X-Error-Code", "GATEWAY_AUDIT_UNAVAILABLE")
                .containsEntry("Retry-After", "1");
        assertThat(replica.count("gateway.audit.unavailable")).isOne();
        wire.restore();
        // an intent that was being sent when its call gave up may still be stored: then it has its outcome
        await().untilAsserted(() -> assertThat(stored.stages())
                .endsWith("outcome:failed")
                .isSubsetOf("intent", "outcome:failed")
                .doesNotHaveDuplicates());
        assertThat(stored.column(AuditColumn.DECIDED_BY)).endsWith("audit");
    }

    /** PostgreSQL gets a minute here, the call much less: it is enough that the call returns. */
    @Test
    void refusesInTimeWhenPostgresHangs() {
        start(AuditSettings.standard("replica").patience(SHORT, SHORT).storeTimeout(LONG));
        wire.hang();

        var answer = recording(entry -> {
            entry.storeIntent(Calls.patch());
            throw new AssertionError("sent without a record");
        });

        assertThat(answer.status()).isEqualTo(503);
    }

    @Test
    void noticesThatPostgresHangsAndIsBack() {
        start(quick());
        wire.hang();

        await().untilAsserted(() ->
                assertThat(replica.gauge("gateway.audit.writable")).isZero());
        wire.restore();
        await().untilAsserted(() ->
                assertThat(replica.gauge("gateway.audit.writable")).isOne());
    }

    @Test
    void neverWithholdsTheAnswerOfAtlas() {
        start(quick());

        var answer = recording(entry -> {
            entry.storeIntent(Calls.patch());
            wire.refuse();
            entry.noteResponse(Calls.answered(200, "{}"));
            return Calls.ok();
        });

        assertThat(answer.status()).isEqualTo(200);
        assertThat(replica.count("gateway.audit.late")).isOne();
        assertThat(replica.gauge("gateway.audit.pending")).isOne();
        assertThat(stored.stages()).containsExactly("intent");

        wire.restore();
        await().until(() -> stored.stages().contains("outcome:applied"));
        await().until(() -> replica.gauge("gateway.audit.pending") == 0);
    }

    @Test
    void answersARefusalThatItCannotStoreAndStoresItLater() {
        start(quick());
        wire.refuse();

        var answer = replica.trail.recordRefusal(Calls.request(), Refusal.of(Problem.NO_CURRENT_USER, "Log in."));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(replica.count("gateway.audit.late")).isOne();
        wire.restore();
        await().untilAsserted(() -> assertThat(stored.stages()).containsExactly("outcome:refused"));
    }

    @Test
    void closesAnIntentThatWasStoredAfterItsCallGaveUp() {
        start(AuditSettings.standard("replica").patience(SHORT, SHORT).storeTimeout(Duration.ofSeconds(1)));
        wire.swallowAnswers();

        var answer = recording(entry -> {
            entry.storeIntent(Calls.patch());
            throw new AssertionError("sent without a record");
        });

        assertThat(answer.status()).isEqualTo(503);
        await().untilAsserted(() -> assertThat(stored.stages()).contains("intent"));
        wire.restore();
        await().untilAsserted(() -> assertThat(stored.stages()).containsExactly("intent", "outcome:failed"));
    }

    @Test
    void storesOnceARowThatItSentTwice() {
        start(AuditSettings.standard("replica").patience(SHORT, SHORT).storeTimeout(Duration.ofSeconds(1)));

        recording(entry -> {
            entry.storeIntent(Calls.patch());
            wire.swallowAnswers();
            entry.noteResponse(Calls.answered(200, "{}"));
            return Calls.ok();
        });
        await().untilAsserted(
                        () -> assertThat(stored.stages()).hasSize(2)); // PostgreSQL has it, the writer cannot know
        assertThat(replica.gauge("gateway.audit.pending")).isOne();

        wire.restore();
        await().until(() -> replica.gauge("gateway.audit.pending") == 0);
        assertThat(stored.stages()).containsExactly("intent", "outcome:applied");
        assertThat(lost()).isZero();
    }

    @Test
    void refusesCallsWhenTheQueueIsFullButTakesEveryOutcome() {
        start(WITH_A_SMALL_QUEUE);
        var ids = new UuidV7(InstantSource.system());

        recording(entry -> {
            entry.storeIntent(Calls.patch());
            wire.hang();
            replica.writer.submit(MinimalRows.outcome(ids.next()));
            await().until(() -> replica.gauge("gateway.audit.queue") == 0); // the writer has it, and waits
            Stream.generate(() -> MinimalRows.outcome(ids.next())).limit(200).forEach(replica.writer::submit);
            entry.noteResponse(Calls.answered(200, "{}"));
            return Calls.ok();
        });
        assertThat(lost()).isEqualTo(100);
        assertThat(recording(entry -> {
                            entry.storeIntent(Calls.patch());
                            throw new AssertionError("sent without a record");
                        })
                        .status())
                .isEqualTo(503);

        wire.restore();
        await().untilAsserted(() -> assertThat(stored.stages()).contains("outcome:applied"));
    }

    @Test
    void keepsTheOutcomeOfAnIntentThatMayStillBeStoredThoughTheQueueIsFull() {
        start(WITH_A_SMALL_QUEUE);
        var ids = new UuidV7(InstantSource.system());

        recording(entry -> {
            wire.hang();
            try {
                entry.storeIntent(Calls.patch());
                throw new AssertionError("sent without a record");
            } finally { // the writer has the intent, and waits
                Stream.generate(() -> MinimalRows.outcome(ids.next()))
                        .limit(100)
                        .forEach(replica.writer::submit);
            }
        });

        wire.restore();
        await().untilAsserted(
                        () -> assertThat(stored.stages()).startsWith("intent").contains("outcome:failed"));
        assertThat(lost()).isZero();
        assertThat(replica.gauge("gateway.audit.pending")).isZero();
    }

    @Test
    void isReadyOnlyWhileItCanStore() {
        start(quick());
        assertThat(replica.isReady()).isTrue();

        wire.refuse();
        replica.writer.submit(MinimalRows.outcome(new UuidV7(InstantSource.system()).next()));
        await().until(() -> !replica.isReady());

        wire.restore();
        await().until(replica::isReady);
    }

    @Test
    void isNotReadyOnAReadOnlyServer() {
        start(quick());

        readOnly(true);
        await().until(() -> !replica.isReady());
        assertThat(replica.writer
                        .submit(MinimalRows.outcome(new UuidV7(InstantSource.system()).next()))
                        .state())
                .isNotEqualTo(State.STORED);

        readOnly(false);
        await().until(replica::isReady);
        await().untilAsserted(() -> assertThat(stored.rows()).hasSize(1));
    }

    @Test
    void startsWithoutPostgresAndRecordsOnceItIsThere() {
        wire.refuse();
        replica = AuditReplica.on(pool, quick().properties());
        assertThat(recording(entry -> Calls.update(entry, Calls.patch())).status())
                .isEqualTo(503);

        wire.restore();
        await().until(replica::isReady);
        assertThat(recording(entry -> Calls.update(entry, Calls.patch())).status())
                .isEqualTo(200);
    }

    private AuditSettings quick() {
        return AuditSettings.standard("replica").patience(SHORT, SHORT).storeTimeout(Duration.ofSeconds(1));
    }

    private void start(AuditSettings settings) {
        replica = AuditReplica.on(pool, settings.properties());
        await().until(replica::isReady);
    }

    private ApiResponse recording(Function<AuditEntry, ApiResponse> call) {
        return replica.trail.record(PAYMENTS, Calls.request(), call);
    }

    private double lost() {
        return replica.registry.get("gateway.audit.lost").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private void readOnly(boolean on) {
        stored.sql()
                .sql("alter database %s set default_transaction_read_only = %s"
                        .formatted(database.getJdbcUrl().replaceAll(".*/([a-z0-9]+)\\?.*", "$1"), on))
                .update();
        wire.cut();
    }
}

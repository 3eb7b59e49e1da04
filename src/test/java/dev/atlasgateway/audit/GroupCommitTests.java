package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.audit.store.PendingRow;
import dev.atlasgateway.audit.store.PendingRow.State;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.TcpProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupCommitTests {

    private static final int CALLERS = 64;

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final TcpProxy wire = TcpProxy.before(database.getJdbcUrl());
    private final HikariDataSource pool = Postgres.pool(wire.url());
    private final AuditReplica replica = AuditReplica.on(pool);
    private final StoredRows stored = StoredRows.in(database);
    private final UuidV7 ids = new UuidV7(InstantSource.system());

    @AfterEach
    void close() {
        wire.restore();
        replica.close();
        pool.close();
        wire.close();
        database.close();
    }

    @Test
    void storesRowsThatComeDuringACommitWithTheNextOne() {
        occupyTheWriter();

        var rows = submitFromManyThreads();
        wire.restore();

        assertThat(rows)
                .allSatisfy(pending ->
                        assertThat(pending.await(Duration.ofSeconds(10))).isEqualTo(State.STORED));
        assertThat(stored.rows()).hasSize(1 + CALLERS);
        assertThat(commits()).isEqualTo(2);
    }

    /** The gateway's own writing of the row rejects the first two, and PostgreSQL the others. */
    @ParameterizedTest
    @CsvSource({
        "STATUS, not a number",
        "DEADLINE, 2026-13-01",
        "DEADLINE, +294277-01-01T00:00:00Z", // one second later than PostgreSQL can count
        "NOTES, '{\"cut off'",
        "NOTES, '{\"number\": 1e200000}'",
        "STAGE, neither",
        "METHOD,",
    })
    void storesTheOtherRowsIfOneIsRejected(AuditColumn column, @Nullable String value) {
        occupyTheWriter();

        var before = IntStream.range(0, 20)
                .mapToObj(i -> replica.writer.submit(row()))
                .toList();
        var poison = replica.writer.submit(row().put(column, value));
        var after = IntStream.range(0, 20)
                .mapToObj(i -> replica.writer.submit(row()))
                .toList();
        wire.restore();

        assertThat(poison.await(Duration.ofSeconds(10))).isEqualTo(State.LOST);
        assertThat(before)
                .allSatisfy(pending ->
                        assertThat(pending.await(Duration.ofSeconds(10))).isEqualTo(State.STORED));
        assertThat(after)
                .allSatisfy(pending ->
                        assertThat(pending.await(Duration.ofSeconds(10))).isEqualTo(State.STORED));
        assertThat(replica.count("gateway.audit.lost", "cause", "unstorable")).isOne();
        assertThat(replica.isReady()).isTrue();
    }

    @Test
    void storesTheOtherRowsIfOneIsStoredAlready() {
        var row = row();
        replica.writer.submit(row).await(Duration.ofSeconds(10));
        occupyTheWriter();

        var again = replica.writer.submit(row);
        var other = replica.writer.submit(row());
        wire.restore();

        assertThat(List.of(again, other))
                .allSatisfy(pending ->
                        assertThat(pending.await(Duration.ofSeconds(10))).isEqualTo(State.STORED));
        assertThat(stored.rows()).hasSize(3);
        assertThat(commits()).isEqualTo(3);
    }

    @Test
    void storesTextThatPostgresWouldReject() {
        var pending = replica.writer.submit(row().put(AuditColumn.TEAM, "a\0b\ud800c"));

        assertThat(pending.await(Duration.ofSeconds(10))).isEqualTo(State.STORED);
        assertThat(stored.column(AuditColumn.TEAM)).containsExactly("a\uFFFDb\uFFFDc");
    }

    @Test
    void createsAMissingPartitionInsteadOfLosingARow() {
        await().until(replica::isReady);
        stored.sql()
                .sql("drop table " + String.join(", ", stored.partitions()))
                .update(); // in one statement, because maintenance may add partitions at the same time

        assertThat(replica.writer.submit(row()).await(Duration.ofSeconds(10))).isEqualTo(State.STORED);
        assertThat(stored.partitions()).contains(stored.partition());
    }

    @Test
    void keepsTheOrderOfRows() {
        occupyTheWriter();

        var rows = IntStream.range(0, 200)
                .mapToObj(i -> replica.writer.submit(row()))
                .toList();
        wire.restore();
        rows.forEach(pending -> pending.await(Duration.ofSeconds(10)));

        assertThat(stored.column(AuditColumn.ID)).isSorted().hasSize(201);
    }

    @Test
    void storesTheRowsThatAreLeftWhenTheGatewayStops() {
        occupyTheWriter();
        var rows = submitFromManyThreads();
        wire.restore();

        replica.stop();

        assertThat(rows).allSatisfy(pending -> assertThat(pending.state()).isEqualTo(State.STORED));
        assertThat(replica.writer.submit(row()).state()).isEqualTo(State.LOST);
    }

    /** Waits until the writer sends a row and waits for PostgreSQL. */
    private void occupyTheWriter() {
        await().until(replica::isReady);
        wire.hang();
        replica.writer.submit(row());
        await().until(() -> replica.gauge("gateway.audit.queue") == 0);
    }

    private List<PendingRow> submitFromManyThreads() {
        var rows = new ConcurrentLinkedQueue<PendingRow>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                threads.execute(() -> rows.add(replica.writer.submit(row())));
            }
        }
        return List.copyOf(rows);
    }

    private long commits() {
        return replica.registry.get("gateway.audit.commit").timer().count();
    }

    private AuditRow row() {
        return MinimalRows.outcome(ids.next());
    }
}

package dev.atlasgateway.audit;

import static dev.atlasgateway.audit.Calls.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database: one retries an ambiguous change, the other gets newer ones. */
class StaleRetryTests {

    private static final AtlasRequest CHANGE = Calls.patch();

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final StoredRows stored = StoredRows.in(database);
    private final AuditReplica one = AuditReplica.on(database);
    private final AuditReplica other = AuditReplica.on(database);

    @AfterEach
    void close() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void retriesTheNewestChange() {
        pass(other, CHANGE);

        intended(one, CHANGE, intent -> assertThat(retry(intent)).contains("retried"));
    }

    @Test
    void retriesEachTimeItIsAsked() {
        intended(one, CHANGE, intent -> {
            assertThat(retry(intent)).contains("retried");
            assertThat(retry(intent)).contains("retried");
        });
        assertThat(leases()).isZero();
    }

    @Test
    void neverRetriesAChangeThatANewerOneFollowed() {
        intended(one, CHANGE, intent -> {
            pass(other, CHANGE);

            assertThat(retry(intent)).isEmpty();
        });
        assertThat(leases()).isZero();
    }

    @Test
    void isNotStoppedByReadsOrByChangesToOtherInstances() {
        intended(one, CHANGE, intent -> {
            pass(other, Calls.get());
            pass(other, Calls.patch("another", "{}"));

            assertThat(retry(intent)).contains("retried");
        });
    }

    @Test
    void holdsANewerChangeBackUntilTheRetryIsOver() throws Exception {
        var passed = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            intended(
                    one,
                    CHANGE,
                    intent -> one.staleRetries.runUnlessStale(intent, () -> {
                        threads.execute(() -> {
                            pass(other, CHANGE);
                            passed.countDown();
                        });
                        await().until(() ->
                                stored.count("stage = 'intent'") == 2); // the newer one is stored, and waits
                        pass(other, Calls.patch("another", "{}"));
                        pass(other, Calls.get());
                        assertThat(passed.getCount()).isOne();
                        return "retried";
                    }));
            passed.await();
        }
    }

    private AuditReplica withDeadline(Duration deadline) {
        return AuditReplica.on(
                database,
                AuditSettings.standard("hurried")
                        .patience(Duration.ofMillis(200), Duration.ofSeconds(2))
                        .properties(),
                InstantSource.system(),
                deadline);
    }

    @Test
    void refusesANewerChangeThatWasHeldBackPastItsDeadline() {
        try (var hurried = withDeadline(Duration.ofMillis(400))) {
            intended(
                    one,
                    CHANGE,
                    intent -> one.staleRetries.runUnlessStale(intent, () -> {
                        var answer = hurried.trail.record(PAYMENTS, Calls.request(), entry -> {
                            entry.storeIntent(CHANGE);
                            throw new AssertionError("sent during the retry");
                        });
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(answer.headers()).containsEntry("Retry-After", "1");
                        return "retried";
                    }));
        }
        assertThat(stored.stages()).containsExactly("intent", "intent", "outcome:failed", "outcome:applied");
        assertThat(stored.column(AuditColumn.DECIDED_BY)).contains("audit:held-back");
    }

    /** Sent with the little time that is left, it would end in doubt. */
    @Test
    void refusesANewerChangeThatWasHeldBackUntilJustBeforeItsDeadline() {
        try (var hurried = withDeadline(Duration.ofSeconds(1))) {
            stored.sql()
                    .sql("insert into repeat_lease values (?, ?, clock_timestamp() + interval '900 milliseconds')")
                    .params(UUID.randomUUID(), CHANGE.resource())
                    .update();
            var answer = hurried.trail.record(PAYMENTS, Calls.request(), entry -> {
                entry.storeIntent(CHANGE);
                throw new AssertionError("sent just before the deadline");
            });
            assertThat(answer.status()).isEqualTo(503);
        }
        assertThat(stored.column(AuditColumn.DECIDED_BY)).contains("audit:held-back");
    }

    @Test
    void letsNewerChangesGoOnOnceTheLeaseOfADeadReplicaHasExpired() {
        stored.sql()
                .sql("insert into repeat_lease values (?, ?, clock_timestamp() + interval '300 milliseconds')")
                .params(UUID.randomUUID(), CHANGE.resource())
                .update();

        pass(other, CHANGE);

        assertThat(stored.count("stage = 'intent'")).isOne();
        assertThat(stored.sql()
                        .sql("select expires_at < clock_timestamp() from repeat_lease")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void releasesTheLeaseIfTheRetryThrows() {
        intended(
                one,
                CHANGE,
                intent -> assertThatThrownBy(() -> one.staleRetries.runUnlessStale(intent, () -> {
                            assertThat(leases()).isOne();
                            throw new IllegalStateException("broken");
                        }))
                        .hasMessage("broken"));

        assertThat(leases()).isZero();
    }

    @Test
    void neverRetriesAChangeNotRecordedOrPastItsDeadline() {
        assertThat(retry(new Intent(UUID.randomUUID(), CHANGE, Instant.now().plusSeconds(30))))
                .isEmpty();

        intended(
                one,
                CHANGE,
                intent -> assertThat(retry(
                                new Intent(intent.id(), CHANGE, Instant.now().minusMillis(1))))
                        .isEmpty());
    }

    @Test
    void neverRetriesIfTheStoreCannotBeAsked() {
        try (var wire = TcpProxy.before(database.getJdbcUrl());
                var pool = Postgres.pool(wire.url());
                var cutOff = AuditReplica.on(
                        pool,
                        AuditSettings.standard("cut off")
                                .storeTimeout(Duration.ofSeconds(1))
                                .properties())) {
            intended(cutOff, CHANGE, intent -> {
                wire.refuse();
                assertThat(cutOff.staleRetries.runUnlessStale(intent, () -> "retried"))
                        .isEmpty();
                wire.restore();
            });
        }
    }

    /**
     * Retries a change on one replica while a newer one comes in on the other, many times, at all distances in time. A
     * change that was sent must not have been sent during, or before, the retry of an older one.
     */
    @Test
    void neverSendsANewerChangeAndAnOlderRetryTogether() throws Exception {
        var retried = new AtomicInteger();
        var gaveWay = new AtomicInteger();
        var violations = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 200; round++) {
                var change = Calls.patch("instance-" + round, "{}");
                var newerWent = new AtomicBoolean();
                var retrying = new AtomicBoolean();
                var olderAt = round % 2 == 0 ? one : other;
                var newerAt = round % 2 == 0 ? other : one;
                intended(olderAt, change, intent -> {
                    var newer = threads.submit(() -> {
                        jitter();
                        intended(newerAt, change, went -> {
                            newerWent.set(true);
                            if (retrying.get()) {
                                violations.incrementAndGet();
                            }
                        });
                    });
                    jitter();
                    var result = olderAt.staleRetries.runUnlessStale(intent, () -> {
                        retrying.set(true);
                        var before = newerWent.get();
                        jitter();
                        if (before || newerWent.get()) {
                            violations.incrementAndGet();
                        }
                        retrying.set(false);
                        return "retried";
                    });
                    (result.isPresent() ? retried : gaveWay).incrementAndGet();
                    join(newer);
                });
            }
        }

        assertThat(violations).hasValue(0);
        assertThat(retried.get()).isPositive();
        assertThat(gaveWay.get()).isPositive();
    }

    private static void jitter() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> retry(Intent intent) {
        return one.staleRetries.runUnlessStale(intent, () -> "retried");
    }

    /** Makes a change: records it, sends it and answers. */
    private static void pass(AuditReplica replica, AtlasRequest request) {
        intended(replica, request, intent -> {});
    }

    private static void intended(AuditReplica replica, AtlasRequest request, Consumer<Intent> sending) {
        var failure = new Throwable[1];
        var answer = replica.trail.record(PAYMENTS, Calls.request(), entry -> {
            try {
                sending.accept(entry.storeIntent(request));
            } catch (RuntimeException | Error e) {
                failure[0] = e;
            }
            entry.noteResponse(Calls.answered(200, "{}"));
            return Calls.ok();
        });
        assertThat(failure[0]).isNull();
        assertThat(answer.status()).isEqualTo(200);
    }

    private long leases() {
        return stored.sql()
                .sql("select count(*) from repeat_lease")
                .query(Long.class)
                .single();
    }
}

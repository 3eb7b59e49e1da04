package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Two gateways under load, and one fault after the other: {@code ./mvnw -Preplicas test}, about ten minutes.
 *
 * <p>The table of what happened is printed and in {@code target/replicas/table.md}; the gateways' logs are in {@code
 * target/replicas/run}. The disk is filled only by root, and skipped else.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class FaultTests {

    private static final Installation GATEWAYS = Installation.shared();
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofSeconds(8);

    /** Within that of its end a fault is over for callers too; on a machine that others use, several times what it takes. */
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private Callers callers;
    private Ledger ledger;

    @BeforeEach
    void call() {
        call(Callers::start);
    }

    private void call(Consumer<Callers> start) {
        GATEWAYS.atlas().clearReceived();
        ledger = new Ledger(GATEWAYS.atlas(), GATEWAYS.store().sql());
        callers = GATEWAYS.payments();
        start.accept(callers);
        awaitCalm();
    }

    @AfterEach
    void hangUp() {
        callers.close();
    }

    @Test
    @Order(1)
    void losesNoChangeWhereAReplicaIsKilled() throws Exception {
        var killed = Instant.now();
        GATEWAYS.first().kill();
        awaitCalm();
        settle("One replica killed (`kill -9`)", killed);
        assertThat(failed()).as("calls under way when it was killed").isLessThanOrEqualTo(8);
        GATEWAYS.first().start();
    }

    @Test
    @Order(2)
    void failsNoCallInARollingRestart() throws Exception {
        var began = Instant.now();
        for (var replica : List.of(GATEWAYS.first(), GATEWAYS.second())) {
            Thread.sleep(1_000); // until the balancer hears of it: less than the chart's drainSeconds
            GATEWAYS.balancer().remove(replica);
            Thread.sleep(1_000);
            replica.terminate();
            replica.start();
            GATEWAYS.balancer().add(replica);
            awaitCalm();
        }
        settle("Rolling restart (`SIGTERM`, as the chart does it)", began);
        assertThat(failed()).isZero();
    }

    /** Those who keep a connection open hear of it from the replica that leaves: nobody else can tell them. */
    @Test
    @Order(2)
    void failsNoCallOfThoseWhoKeepTheirConnectionInARollingRestart() throws Exception {
        callers.stop();
        call(Callers::startKeeping);
        var began = Instant.now();
        for (var replica : List.of(GATEWAYS.first(), GATEWAYS.second())) {
            GATEWAYS.balancer().remove(replica);
            Thread.sleep(1_000);
            replica.terminate();
            replica.start();
            GATEWAYS.balancer().add(replica);
            awaitCalm();
        }
        settle("The same, with callers who keep their connections", began);
        assertThat(failed()).isZero();
        assertThat(callers.made().stream().filter(Made::closed))
                .as("answers that said to call elsewhere")
                .isNotEmpty();
    }

    @Test
    @Order(3)
    void refusesWhileTheAuditStoreRestartsAndLosesNothing() throws Exception {
        GATEWAYS.store().stop();
        Thread.sleep(OUTAGE);
        GATEWAYS.store().start();
        var back = Instant.now();
        awaitCalm();
        settle("PostgreSQL restarted, 8 s away", back);
        assertPatience(Duration.ofSeconds(7));
    }

    @Test
    @Order(4)
    void answersWithoutWaitingForRedisWhereItRestarts() throws Exception {
        var gone = Instant.now();
        GATEWAYS.redis().stop();
        Thread.sleep(OUTAGE);
        GATEWAYS.redis().start();
        awaitCalm();
        settle("Redis restarted, 8 s away", gone);
        assertThat(failed()).isZero();
    }

    @Test
    @Order(5)
    void refusesInTimeWhileTheAuditStoreHangs() throws Exception {
        GATEWAYS.store().hang();
        Thread.sleep(OUTAGE.multipliedBy(2));
        GATEWAYS.store().resume();
        var back = Instant.now();
        awaitCalm();
        settle("PostgreSQL hanging for 16 s (`SIGSTOP`)", back);
        assertPatience(Duration.ofSeconds(7));
    }

    @Test
    @Order(6)
    void answersWithoutWaitingForRedisWhereItHangs() throws Exception {
        var hung = Instant.now();
        GATEWAYS.redis().hang();
        Thread.sleep(OUTAGE);
        GATEWAYS.redis().resume();
        awaitCalm();
        settle("Redis hanging for 8 s (`SIGSTOP`)", hung);
        assertThat(failed()).isZero();
        assertPatience(Duration.ofSeconds(2));
    }

    @Test
    @Order(7)
    void keepsTheAuditWholeWhereAClockJumps() throws Exception {
        var clock = new ShiftedClock(GATEWAYS.folder());
        callers.stop();
        GATEWAYS.second().terminate();
        GATEWAYS.second().start(clock);
        call();
        for (var minutes : List.of(4, -4, 0)) {
            clock.shift(Duration.ofMinutes(minutes));
            Thread.sleep(OUTAGE.dividedBy(2));
        }
        var right = Instant.now();
        awaitCalm();
        settle(
                "One replica's clock (the one that its process reads, not the machine's) jumps 4 min ahead, then 4 min behind",
                right);
        assertThat(ledger.doubted(callers.made())).isZero();
        GATEWAYS.second().terminate();
        GATEWAYS.second().start();
    }

    @Test
    @Order(8)
    void refusesWhileTheDiskOfTheAuditIsFull() throws Exception {
        assumeTrue(Disk.canBeMade(), "not root: no disk is filled");
        try (var disk = Disk.withTheAudit(GATEWAYS.folder(), GATEWAYS.store().sql())) {
            disk.fill();
            Thread.sleep(OUTAGE);
            disk.free();
            var free = Instant.now();
            awaitCalm();
            settle("The audit's disk full for 8 s (that of its tables; the WAL's has room)", free);
            assertPatience(Duration.ofSeconds(7));
        }
    }

    /** Stops the load, holds everything against the audit, and adds the row. */
    private void settle(String fault, Instant since) {
        callers.stop();
        var endings = ledger.awaitEndings();
        var made = callers.made();
        var recovery = Table.recovery(made, since);
        Table.SHARED.add(
                fault,
                made,
                "%s; %d told 200 and unknown; the last ending %s after the load"
                        .formatted(ledger.balance(made), ledger.doubted(made), Table.seconds(endings)),
                Table.recovered(recovery));
        assertThat(recovery).isLessThan(RECOVERY);
    }

    private long failed() {
        return callers.made().stream().filter(call -> !call.succeeded()).count();
    }

    private void assertPatience(Duration longest) {
        assertThat(callers.made()).allMatch(call -> call.took().compareTo(longest) < 0);
    }

    /** Until nobody has met a failure for a while. */
    private void awaitCalm() {
        var since = Instant.now();
        Awaitility.await("two calm seconds")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var from = Instant.now().minus(CALM);
                    var recent = callers.made().stream()
                            .filter(call -> call.ended().isAfter(from))
                            .toList();
                    return from.isAfter(since)
                            && !recent.isEmpty()
                            && recent.stream().allMatch(Made::succeeded);
                });
    }
}

package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Tests two gateways under load with one fault after the other: {@code ./mvnw -Preplicas test}, about ten minutes.
 *
 * <p>Prints a table of what happened, which is also in {@code target/replicas/table.md}. The logs of the gateways are in
 * {@code target/replicas/run}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class FaultTests {

    private static final Installation GATEWAYS = Installation.shared();
    private static final Duration OUTAGE = Duration.ofSeconds(8);

    @Test
    @Order(1)
    void losesNoChangeWhereAReplicaIsKilled() throws Exception {
        try (var load = load()) {
            var killed = Instant.now();
            GATEWAYS.first().kill();
            load.awaitCalm();
            load.settle("One replica killed (`kill -9`)", killed);
            assertThat(load.failed()).as("calls under way when it was killed").isLessThanOrEqualTo(8);
        } finally {
            GATEWAYS.first().start();
        }
    }

    @Test
    @Order(2)
    void failsNoCallInARollingRestart() throws Exception {
        try (var load = load()) {
            var began = Instant.now();
            restartInTurns(load);
            load.settle("Rolling restart (`SIGTERM`, as the chart does it)", began);
            assertThat(load.failed()).isZero();
        }
    }

    /**
     * Callers that keep a connection open learn it from the replica that leaves, because nothing else can tell them.
     */
    @Test
    @Order(3)
    void failsNoCallOfThoseWhoKeepTheirConnectionInARollingRestart() throws Exception {
        try (var load = load(Callers::startKeeping)) {
            var began = Instant.now();
            restartInTurns(load);
            load.settle("The same, with callers who keep their connections", began);
            assertThat(load.failed()).isZero();
            assertThat(load.closed()).as("answers that said to call elsewhere").isPositive();
        }
    }

    @Test
    @Order(4)
    void refusesWhileTheAuditStoreRestartsAndLosesNothing() throws Exception {
        try (var load = load()) {
            GATEWAYS.store().stop();
            Thread.sleep(OUTAGE);
            GATEWAYS.store().start();
            var back = Instant.now();
            load.awaitCalm();
            load.settle("PostgreSQL restarted, 8 s away", back);
            load.assertPatience(Duration.ofSeconds(7));
        }
    }

    @Test
    @Order(5)
    void answersWithoutWaitingForRedisWhereItRestarts() throws Exception {
        try (var load = load()) {
            var gone = Instant.now();
            GATEWAYS.redis().stop();
            Thread.sleep(OUTAGE);
            GATEWAYS.redis().start();
            load.awaitCalm();
            load.settle("Redis restarted, 8 s away", gone);
            assertThat(load.failed()).isZero();
        }
    }

    @Test
    @Order(6)
    void refusesInTimeWhileTheAuditStoreHangs() throws Exception {
        try (var load = load()) {
            GATEWAYS.store().hang();
            Thread.sleep(OUTAGE.multipliedBy(2));
            GATEWAYS.store().resume();
            var back = Instant.now();
            load.awaitCalm();
            load.settle("PostgreSQL hanging for 16 s (`SIGSTOP`)", back);
            load.assertPatience(Duration.ofSeconds(7));
        }
    }

    @Test
    @Order(7)
    void answersWithoutWaitingForRedisWhereItHangs() throws Exception {
        try (var load = load()) {
            var hung = Instant.now();
            GATEWAYS.redis().hang();
            Thread.sleep(OUTAGE);
            GATEWAYS.redis().resume();
            load.awaitCalm();
            load.settle("Redis hanging for 8 s (`SIGSTOP`)", hung);
            assertThat(load.failed()).isZero();
            load.assertPatience(Duration.ofSeconds(2));
        }
    }

    @Test
    @Order(8)
    void keepsTheAuditWholeWhereAClockJumps() throws Exception {
        var clock = new ShiftedClock(GATEWAYS.folder());
        GATEWAYS.second().terminate();
        GATEWAYS.second().start(clock);
        try (var load = load()) {
            for (var minutes : List.of(4, -4, 0)) {
                clock.shift(Duration.ofMinutes(minutes));
                Thread.sleep(OUTAGE.dividedBy(2));
            }
            var right = Instant.now();
            load.awaitCalm();
            load.settle(
                    "One replica's clock (the gateway's own, not its libraries' or the machine's) jumps 4 min ahead, then 4 min behind",
                    right);
            assertThat(load.doubted()).isZero();
        } finally {
            GATEWAYS.second().terminate();
            GATEWAYS.second().start();
        }
    }

    @Test
    @Order(9)
    void refusesWhileTheDiskOfTheAuditIsFull() throws Exception {
        Disk.assumeCanBeMade();
        try (var disk = Disk.mounted(GATEWAYS.folder().resolve("audit"), 48);
                var moved = GATEWAYS.store().withAuditIn(disk.folder("tables"));
                var load = load()) {
            disk.fill();
            Thread.sleep(OUTAGE);
            disk.free();
            var free = Instant.now();
            load.awaitCalm();
            load.settle("The audit's disk full for 8 s (that of its tables; the WAL's has room)", free);
            load.assertPatience(Duration.ofSeconds(7));
        }
    }

    /** PostgreSQL crashes and cannot start until the disk has room. The operator frees space and starts it again. */
    @Test
    @Order(10)
    void refusesWhileTheDiskOfTheWriteAheadLogIsFull() throws Exception {
        Disk.assumeCanBeMade();
        try (var disk = Disk.mounted(GATEWAYS.folder().resolve("log"), 256);
                var moved = GATEWAYS.store().withLogIn(disk.folder("pg_wal"));
                var load = load()) {
            disk.fill();
            GATEWAYS.store().exhaustLog();
            Thread.sleep(OUTAGE);
            disk.free();
            GATEWAYS.store().stop();
            GATEWAYS.store().start();
            var back = Instant.now();
            load.awaitCalm();
            load.settle("The WAL's disk full for 8 s: PostgreSQL breaks down, and is started again", back);
            load.assertPatience(Duration.ofSeconds(7));
        }
    }

    private static Load load() {
        return load(Callers::start);
    }

    private static Load load(Consumer<Callers> start) {
        GATEWAYS.balancer().awaitEndpoints(2);
        return Load.on(GATEWAYS, start);
    }

    private static void restartInTurns(Load load) throws Exception {
        for (var replica : List.of(GATEWAYS.first(), GATEWAYS.second())) {
            GATEWAYS.balancer().remove(replica);
            Thread.sleep(1_000); // until all know it: less than the chart's drainSeconds
            replica.terminate();
            replica.start();
            GATEWAYS.balancer().add(replica);
            load.awaitCalm();
        }
    }
}

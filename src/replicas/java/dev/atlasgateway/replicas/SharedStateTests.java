package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Tests what two gateways share: quotas, the policy, and the limit of Atlas tokens. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class SharedStateTests {

    private static final Installation GATEWAYS = Installation.shared();
    private static final long CAPACITY = 100; // of the team "capped", as replicas-policy.yaml has it
    private static final long REFILL_A_SECOND = 1;

    @Test
    @Order(1)
    void letsThroughNoMoreThanOneQuotaOverAllReplicas() throws Exception {
        var started = System.nanoTime();
        try (var callers = GATEWAYS.capped()) {
            callers.start();
            Thread.sleep(15_000);
            callers.stop();
            var most = most(started);
            var passed = passed(callers.results());
            ResultTable.SHARED.add(
                    "Quota of 100 + 1/s, both replicas flooded",
                    callers.results(),
                    "%d passed; the quota allows %d".formatted(passed, most),
                    "—");
            assertThat(passed).isBetween(CAPACITY, most);
        }
    }

    @Test
    @Order(2)
    void letsThroughAtMostOneQuotaForEachReplicaWhileRedisIsAway() throws Exception {
        GATEWAYS.redis().stop();
        var started = System.nanoTime();
        try (var callers = GATEWAYS.capped()) {
            callers.start();
            Thread.sleep(10_000);
            callers.stop();
            var most = 2 * most(started);
            var passed = passed(callers.results());
            ResultTable.SHARED.add(
                    "The same right after that, Redis away",
                    callers.results(),
                    "%d passed; twice a full quota would be %d".formatted(passed, most),
                    "—");
            assertThat(passed)
                    .as("from what one replica refills, as its bucket goes on from what Redis last said, to two quotas")
                    .isBetween(10 * REFILL_A_SECOND, most);
        } finally {
            GATEWAYS.redis().start();
        }
    }

    @Test
    @Order(3)
    void decidesByAChangedPolicyWithinASecondOnTheOtherReplica() throws Exception {
        var delays = new ArrayList<Duration>();
        try (var admin = new AdminApi(GATEWAYS.first());
                var callers = GATEWAYS.payments()) {
            var open = admin.policy();
            var closed = open.replace("GROUP_OWNER", "GROUP_READ_ONLY");
            for (int change = 0; change < 5; change++) {
                admin.apply(closed);
                delays.add(until(callers, 403));
                admin.apply(open);
                delays.add(until(callers, 200));
            }
        }
        ResultTable.SHARED.add(
                "Policy changed on one replica, 10 times",
                "403 and 200 by the new policy on the other",
                "a revision for each change",
                "at most " + Collections.max(delays).toMillis() + " ms");
        assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) < 0);
    }

    /** Atlas allows 100 live tokens an account: a replica has one for an hour, renews it by its clock, and gives it back. */
    @Test
    @Order(4)
    void mintsOneTokenAnHourForEachReplicaAndGivesItBack() throws Exception {
        var replicas = List.of(GATEWAYS.first(), GATEWAYS.second());
        var clock = new ShiftedClock(GATEWAYS.folder());
        for (var replica : replicas) {
            replica.terminate();
        }
        var lapsing = live(); // those of replicas that were killed
        var before = GATEWAYS.atlas().mintedTokens();
        for (var replica : replicas) {
            replica.start(clock);
        }
        GATEWAYS.balancer().awaitEndpoints(replicas.size());
        var results = new ArrayList<CallResult>();
        long first = 0;
        try (var callers = GATEWAYS.payments()) {
            for (int minutes = 0; minutes <= 60; minutes += 10) {
                clock.shift(Duration.ofMinutes(minutes)); // between calls: one under way would be past its deadline
                for (int call = 0; call < 50; call++) {
                    results.add(callers.change("orders-0"));
                }
                first = minutes == 0 ? GATEWAYS.atlas().mintedTokens() - before : first;
            }
        }
        var minted = GATEWAYS.atlas().mintedTokens() - before;
        for (var replica : replicas) {
            replica.terminate();
        }
        var left = live() - lapsing;
        for (var replica : replicas) {
            replica.start();
        }
        ResultTable.SHARED.add(
                "An hour of tokens for Atlas",
                results,
                "minted by two fresh replicas: %d; when their clocks had gone on by an hour: %d; both ended: %d more live than before"
                        .formatted(first, minted, left),
                "—");
        assertThat(results).allMatch(CallResult::succeeded);
        assertThat(first).isEqualTo(replicas.size());
        assertThat(minted).isEqualTo(2L * replicas.size());
        assertThat(left).as("those that were renewed lapse by themselves").isLessThanOrEqualTo(replicas.size());
    }

    private static long live() {
        return GATEWAYS.atlas().liveTokens(AtlasSimulator.CLIENT_ID);
    }

    private static long most(long started) {
        return CAPACITY
                + REFILL_A_SECOND
                        * Duration.ofNanos(System.nanoTime() - started).toSeconds()
                + 1;
    }

    private static long passed(List<CallResult> results) {
        return results.stream().filter(CallResult::succeeded).count();
    }

    /** Measures how long it takes until the other replica decides the same. */
    private static Duration until(Callers callers, int status) {
        var changed = System.nanoTime();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        callers.change("orders-0", List.of(GATEWAYS.second())).status() == status);
        return Duration.ofNanos(System.nanoTime() - changed);
    }
}

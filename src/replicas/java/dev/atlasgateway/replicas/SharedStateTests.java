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

/** What two gateways have in common: quotas, the policy, and the token for Atlas. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
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
            var passed = passed(callers.made());
            Table.SHARED.add(
                    "Quota of 100 + 1/s, both replicas flooded",
                    callers.made(),
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
            var passed = passed(callers.made());
            Table.SHARED.add(
                    "The same right after that, Redis away",
                    callers.made(),
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
        Table.SHARED.add(
                "Policy changed on one replica, 10 times",
                "403 and 200 by the new policy on the other",
                "a revision for each change",
                "at most " + Collections.max(delays).toMillis() + " ms");
        assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) < 0);
    }

    /** Atlas allows 100 live tokens an account: a replica has one at a time, gives it back when it ends, and no other way. */
    @Test
    @Order(4)
    void mintsOneTokenForEachReplicaAndGivesItBack() throws Exception {
        var before = GATEWAYS.atlas().mintedTokens();
        try (var callers = GATEWAYS.payments()) {
            callers.start();
            Thread.sleep(5_000);
            callers.stop();
            assertThat(callers.made()).allMatch(Made::succeeded);
        }
        GATEWAYS.second().terminate();
        var left = GATEWAYS.atlas().liveTokens(AtlasSimulator.CLIENT_ID);
        GATEWAYS.second().start();
        Table.SHARED.add(
                "Tokens for Atlas",
                "nothing",
                "minted by 5 s of calls: %d; one replica ended: %d live"
                        .formatted(GATEWAYS.atlas().mintedTokens() - before, left),
                "—");
        assertThat(GATEWAYS.atlas().mintedTokens() - before).isLessThanOrEqualTo(2);
        assertThat(left).isOne();
    }

    private static long most(long started) {
        return CAPACITY
                + REFILL_A_SECOND
                        * Duration.ofNanos(System.nanoTime() - started).toSeconds()
                + 1;
    }

    private static long passed(List<Made> made) {
        return made.stream().filter(Made::succeeded).count();
    }

    /** How long until the other replica decides so. */
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

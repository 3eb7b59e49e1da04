package dev.atlasgateway.quota;

import static dev.atlasgateway.quota.Allowances.project;
import static dev.atlasgateway.quota.Allowances.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.quota.SpendResult.EmptyBucket;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Success;
import dev.atlasgateway.quota.SpendResult.Unavailable;
import dev.atlasgateway.testing.Redis;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisBucketsTests {

    private static final String TEAM_KEY = "atlas-gateway:quota:team/payments";
    private static final Redis REDIS = Redis.started();
    private static final RedisLink LINK = Replica.link(REDIS);

    private final RedisBuckets buckets = new RedisBuckets(LINK);

    @BeforeEach
    void startWithFullBuckets() {
        Awaitility.await().until(LINK::isUp);
        REDIS.ask(RedisCommands::flushall);
    }

    @AfterAll
    static void stop() {
        LINK.close();
        REDIS.close();
    }

    @Test
    void takesOneTokenOfEachInOneRoundTrip() {
        var before = REDIS.executed("evalsha");
        assertThat(buckets.take(team(120, 1), project(1000, 1)))
                .isEqualTo(new Success(new Level(team(120, 1), 119), new Level(project(1000, 1), 999)));
        assertThat(REDIS.executed("evalsha")).isEqualTo(before + 1);
    }

    @Test
    void remembersAUsedNonceInOneRoundTrip() {
        var nonces = new RedisUsedNonces(LINK);
        var before = REDIS.executed("set");
        assertThat(nonces.isFirstUse("AaIr:00000001", Duration.ofMinutes(5))).isTrue();
        assertThat(REDIS.executed("set")).isEqualTo(before + 1);
        assertThat(nonces.isFirstUse("AaIr:00000001", Duration.ofMinutes(5))).isFalse();
        assertThat(nonces.isFirstUse("AaIr:00000002", Duration.ofMinutes(5))).isTrue();
        long seconds = REDIS.ask(commands -> commands.ttl("atlas-gateway:nonce:AaIr:00000001"));
        assertThat(seconds).isBetween(290L, 300L);
    }

    @Test
    void takesNoTokenIfOneBucketIsEmpty() {
        buckets.take(team(9, 1), project(1, 1));
        for (int i = 0; i < 5; i++) {
            assertThat(buckets.take(team(9, 1), project(1, 1)))
                    .isInstanceOfSatisfying(
                            EmptyBucket.class,
                            empty -> assertThat(empty.allowance()).isEqualTo(project(1, 1)));
        }
        assertThat(left(team(9, 1))).isEqualTo(8);
        assertThat(buckets.take(new Allowance(Allowance.Scope.TEAM, "none", Allowances.perMinute(1, 1)), project(1, 1)))
                .isInstanceOf(EmptyBucket.class);
    }

    @Test
    void returnsTheWaitForTheNextToken() {
        buckets.take(team(1, 1), project(1000, 500));
        assertThat(buckets.take(team(1, 1), project(1000, 500)))
                .isInstanceOfSatisfying(
                        EmptyBucket.class,
                        empty -> assertThat(empty.retryAfter())
                                .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1)));
    }

    @Test
    void refillsByTheClockOfRedis() {
        state(TEAM_KEY, 0, 120 * 60_000L, now() - 10_000);
        assertThat(left(team(120, 60))).isBetween(10L, 20L);
        state(TEAM_KEY, 0, 120 * 60_000L, now() - 3_600_000);
        assertThat(left(team(120, 60))).isEqualTo(120);
    }

    @Test
    void refillsNothingIfTimeRunsBackwards() {
        state(TEAM_KEY, 7 * 60_000L, 120 * 60_000L, now() + 3_600_000);
        assertThat(left(team(120, 1))).isEqualTo(7);
        buckets.take(team(120, 1), project(1000, 1));
        assertThat(at(TEAM_KEY)).isLessThanOrEqualTo(now());
    }

    @Test
    void keepsTheProportionIfTheQuotaChanges() {
        assertThat(leftOfAQuarter(team(1000, 1))).isEqualTo(250);
        assertThat(leftOfAQuarter(team(40, 1))).isEqualTo(10);
        var largest = new Allowance(Allowance.Scope.TEAM, "payments", new Quota(1_000_000, 1, Duration.ofDays(1)));
        assertThat(leftOfAQuarter(largest)).isEqualTo(250_000);
    }

    @Test
    void deletesABucketThatIsFull() {
        buckets.take(team(100, 1), project(100, 600));
        assertThat(REDIS.<Long>ask(commands -> commands.pttl(TEAM_KEY))).isBetween(30_000L, 60_000L);
        Awaitility.await()
                .until(() -> REDIS.<Long>ask(commands -> commands.exists("atlas-gateway:quota:project/orders")) == 0);
    }

    @Test
    void returnsTokensUpToTheCapacity() {
        buckets.take(team(10, 1), project(10, 1));
        buckets.take(team(10, 1), project(10, 1));
        buckets.giveBack(project(10, 1));
        Awaitility.await().until(() -> left(project(10, 1)) == 9);
        buckets.giveBack(project(10, 1));
        buckets.giveBack(project(10, 1));
        Awaitility.await().until(() -> left(project(10, 1)) == 10);
        assertThat(buckets.take(team(10, 1), project(10, 1)))
                .isInstanceOfSatisfying(
                        Success.class,
                        success -> assertThat(success.project().remaining()).isEqualTo(9));
    }

    @Test
    void countsExactlyWithTheLargestQuota() {
        var largest = new Allowance(Allowance.Scope.TEAM, "payments", new Quota(1_000_000, 1, Duration.ofDays(1)));
        for (long left = 999_999; left > 999_990; left--) {
            var expected = left;
            assertThat(buckets.take(largest, project(1000, 1)))
                    .isInstanceOfSatisfying(
                            Success.class,
                            success -> assertThat(success.team().remaining()).isEqualTo(expected));
        }
    }

    @Test
    void treatsAnUnreadableStateAsAFullBucket() {
        REDIS.ask(commands -> commands.set(TEAM_KEY, "nonsense"));
        assertThat(buckets.take(team(10, 1), project(10, 1))).isInstanceOf(Success.class);
        assertThat(LINK.isUp()).isTrue();
    }

    @Test
    void sendsTheScriptAgainIfRedisHasLostIt() {
        REDIS.ask(RedisCommands::scriptFlush);
        assertThat(buckets.take(team(10, 1), project(10, 1))).isInstanceOf(Success.class);
    }

    @Test
    void isUnavailableWithoutRedis() {
        try (var absent = Redis.stopped();
                var link = Replica.link(absent)) {
            assertThat(new RedisBuckets(link).take(team(10, 1), project(10, 1))).isInstanceOf(Unavailable.class);
            new RedisBuckets(link).giveBack(project(10, 1));
        }
    }

    /** Returns the tokens in a bucket. Reads them with the script itself, at no cost. */
    private static long left(Allowance allowance) {
        return LINK.query(commands -> RedisBuckets.run(commands, 0, allowance))
                .orElseThrow()
                .get(1);
    }

    private static long leftOfAQuarter(Allowance allowance) {
        state(TEAM_KEY, 30 * 60_000L, 120 * 60_000L, now());
        return left(allowance);
    }

    private static void state(String key, long level, long full, long at) {
        REDIS.ask(commands -> commands.set(key, level + " " + full + " " + at));
    }

    private static long at(String key) {
        return Long.parseLong(REDIS.ask(commands -> commands.get(key)).split(" ")[2]);
    }

    private static long now() {
        var time = REDIS.ask(RedisCommands::time);
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }
}

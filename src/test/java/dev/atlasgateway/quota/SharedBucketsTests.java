package dev.atlasgateway.quota;

import static dev.atlasgateway.quota.Allowances.countAllowed;
import static dev.atlasgateway.quota.Allowances.project;
import static dev.atlasgateway.quota.Allowances.sumOfParallel;
import static dev.atlasgateway.quota.Allowances.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.quota.QuotaProperties.WhenRedisIsAway;
import dev.atlasgateway.quota.SpendResult.EmptyBucket;
import dev.atlasgateway.quota.SpendResult.Success;
import dev.atlasgateway.quota.SpendResult.Unavailable;
import dev.atlasgateway.testing.Redis;
import dev.atlasgateway.testing.StartsEarly;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@StartsEarly
class SharedBucketsTests {

    private final Redis redis = Redis.started();
    private final Replica one = Replica.connectedTo(redis);
    private final Replica two = Replica.connectedTo(redis);

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void sharesOneBucketAmongReplicas() {
        assertThat(countAllowed(60, one.buckets, team(100, 1), project(1000, 1)))
                .isEqualTo(60);
        assertThat(countAllowed(60, two.buckets, team(100, 1), project(1000, 1)))
                .isBetween(40L, 41L);
        assertThat(countAllowed(60, one.buckets, team(100, 1), project(1000, 1)))
                .isBetween(0L, 1L);
    }

    @Test
    void allowsExactlyTheCapacityForParallelCallsOnTwoReplicas() throws Exception {
        Callable<Long> onOne = () -> countAllowed(100, one.buckets, team(400, 1), project(1000, 1));
        Callable<Long> onTwo = () -> countAllowed(100, two.buckets, team(400, 1), project(1000, 1));
        var started = System.nanoTime();
        var calls = Stream.concat(Collections.nCopies(8, onOne).stream(), Collections.nCopies(8, onTwo).stream());
        var allowed = sumOfParallel(calls.toList());
        var refilled = Duration.ofNanos(System.nanoTime() - started).toMinutes() + 1;
        assertThat(one.fallbacks() + two.fallbacks()).isZero();
        assertThat(allowed).isBetween(400L, 400L + refilled);
    }

    @Test
    void doesNotAskRedisWhileTheLocalBucketIsEmpty() {
        countAllowed(50, two.buckets, team(50, 1), project(1000, 1));
        countAllowed(2, one.buckets, team(50, 1), project(1000, 1));
        var before = redis.executed("evalsha");
        assertThat(countAllowed(10_000, one.buckets, team(50, 1), project(1000, 1)))
                .isZero();
        assertThat(countAllowed(10_000, two.buckets, team(50, 1), project(1000, 1)))
                .isZero();
        assertThat(redis.executed("evalsha")).isEqualTo(before);
    }

    @Test
    void asksRedisAgainWhenTheNextTokenIsDue() {
        countAllowed(50, two.buckets, team(50, 1), project(1000, 1));
        assertThat(one.buckets.take(team(50, 1), project(1000, 1))).isInstanceOf(EmptyBucket.class);
        var before = redis.executed("evalsha");
        one.time.advance(Duration.ofMinutes(1));
        countAllowed(10, one.buckets, team(50, 1), project(1000, 1));
        assertThat(redis.executed("evalsha")).isEqualTo(before + 1);
    }

    @Test
    void needsOneRoundTripForACall() {
        var before = redis.executed("evalsha");
        countAllowed(20, one.buckets, team(50, 1), project(1000, 1));
        assertThat(redis.executed("evalsha")).isEqualTo(before + 20);
        assertThat(one.meters.get("gateway.quota.redis").timer().count()).isEqualTo(20);
    }

    @Test
    void takesNoTokenOfTheTeamIfTheSharedBucketOfTheProjectIsEmpty() {
        var search = new Allowance(Allowance.Scope.TEAM, "search", Allowances.perMinute(10, 1));
        countAllowed(5, two.buckets, search, project(5, 1));
        assertThat(one.buckets.take(team(10, 1), project(5, 1))).isInstanceOf(EmptyBucket.class);
        var other = new Allowance(Allowance.Scope.PROJECT, "billing", Allowances.perMinute(100, 1));
        assertThat(countAllowed(20, one.buckets, team(10, 1), other)).isBetween(10L, 11L);
    }

    @Test
    void returnsTokensForAllReplicas() {
        countAllowed(5, one.buckets, team(100, 1), project(5, 1));
        one.buckets.giveBack(project(5, 1));
        Awaitility.await().until(() -> two.buckets.take(team(100, 1), project(5, 1)) instanceof Success);
    }

    @Test
    void countsLocallyWhileRedisIsAway() {
        countAllowed(3, one.buckets, team(10, 1), project(1000, 1));
        redis.stop();
        assertThat(countAllowed(20, one.buckets, team(10, 1), project(1000, 1))).isEqualTo(7);
        assertThat(countAllowed(20, two.buckets, team(10, 1), project(1000, 1))).isEqualTo(10);
        assertThat(one.fallbacks()).isPositive();
        assertThat(one.gauge()).isZero();
    }

    @Test
    void sharesAgainWhenRedisIsBack() {
        redis.stop();
        Awaitility.await().until(() -> one.gauge() == 0);
        redis.start();
        one.awaitRedis();
        two.awaitRedis();
        assertThat(one.gauge()).isEqualTo(1);
        assertThat(countAllowed(10, one.buckets, team(10, 1), project(1000, 1))).isEqualTo(10);
        assertThat(two.buckets.take(team(10, 1), project(1000, 1))).isInstanceOf(EmptyBucket.class);
    }

    @Test
    void refusesWhileRedisIsAwayIfConfigured() {
        try (var strict = new Replica(redis, WhenRedisIsAway.DENY)) {
            strict.awaitRedis();
            redis.stop();
            for (int i = 0; i < 20; i++) {
                assertThat(strict.buckets.take(team(10, 1), project(1000, 1))).isInstanceOf(Unavailable.class);
            }
            assertThat(strict.fallbacks()).isEqualTo(20);
            assertThat(strict.meters
                            .get("gateway.quota.redis.up")
                            .tag("fallback", "deny")
                            .gauge()
                            .value())
                    .isZero();
            redis.start();
            strict.awaitRedis();
            assertThat(countAllowed(20, strict.buckets, team(10, 1), project(1000, 1)))
                    .as("no token was lost meanwhile")
                    .isEqualTo(10);
        }
    }

    @Test
    void waitsOnlyOnceForARedisThatHangs() {
        redis.hang();
        assertThat(countAllowed(50, one.buckets, team(100, 1), project(1000, 1)))
                .isEqualTo(50);
        assertThat(one.fallbacks()).isEqualTo(50);
        assertThat(one.link.isUp()).isFalse();
        assertThat(one.meters.get("gateway.quota.redis").timer().count()).isZero();
        redis.resume();
        one.awaitRedis();
        assertThat(one.buckets.take(team(100, 1), project(1000, 1))).isInstanceOf(Success.class);
        assertThat(one.fallbacks()).isEqualTo(50);
    }

    @Test
    void reconnectsIfRedisClosesTheConnection() {
        var before = redis.executed("evalsha");
        redis.ask(commands -> commands.clientKill(KillArgs.Builder.typeNormal()));
        Awaitility.await()
                .until(() -> redis.executed("evalsha"), executed -> executed == before + 2); // both have validated
        one.awaitRedis();
        assertThat(one.buckets.take(team(100, 1), project(1000, 1))).isInstanceOf(Success.class);
        assertThat(one.fallbacks()).isZero();
    }

    /** A Redis that closes each connection would otherwise be asked in a tight loop. */
    @Test
    void reconnectsAfterAPauseIfRedisClosesANewConnection() {
        try (var link = Replica.link(redis, Duration.ofHours(1), new SimpleMeterRegistry())) {
            Awaitility.await().until(link::isUp);
            redis.ask(commands -> commands.clientKill(KillArgs.Builder.typeNormal()));
            Awaitility.await().during(Duration.ofMillis(100)).until(() -> !link.isUp());
        }
    }

    @Test
    void startsWithoutRedisAndConnectsLater() {
        try (var late = Redis.stopped();
                var replica = new Replica(late, WhenRedisIsAway.LOCAL)) {
            assertThat(replica.buckets.take(team(2, 1), project(1000, 1))).isInstanceOf(Success.class);
            assertThat(replica.gauge()).isZero();
            late.start();
            replica.awaitRedis();
            assertThat(replica.buckets.take(team(2, 1), project(1000, 1))).isInstanceOf(Success.class);
            assertThat(late.executed("evalsha")).isPositive();
        }
    }

    @Test
    void treatsARedisThatCannotWriteAsAway() {
        redis.ask(commands -> commands.replicaof("127.0.0.1", 1));
        assertThat(one.buckets.take(team(2, 1), project(1000, 1))).isInstanceOf(Success.class);
        assertThat(one.fallbacks()).isEqualTo(1);
        assertThat(one.link.isUp()).isFalse();
        redis.ask(RedisCommands::replicaofNoOne);
        one.awaitRedis();
    }
}

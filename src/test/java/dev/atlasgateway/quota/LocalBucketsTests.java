package dev.atlasgateway.quota;

import static dev.atlasgateway.quota.Allowances.countAllowed;
import static dev.atlasgateway.quota.Allowances.project;
import static dev.atlasgateway.quota.Allowances.sumOfParallel;
import static dev.atlasgateway.quota.Allowances.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.quota.SpendResult.EmptyBucket;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Success;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class LocalBucketsTests {

    private final ManualTime time = new ManualTime();
    private final LocalBuckets buckets = new LocalBuckets(time);

    @Test
    void takesOneTokenOfEach() {
        assertThat(buckets.take(team(120, 120), project(1000, 500)))
                .isEqualTo(new Success(new Level(team(120, 120), 119), new Level(project(1000, 500), 999)));
    }

    @Test
    void takesNoTokenOfTheTeamIfTheProjectHasNone() {
        buckets.take(team(5, 1), project(1, 1));
        assertThat(buckets.take(team(5, 1), project(1, 1)))
                .isInstanceOfSatisfying(
                        EmptyBucket.class,
                        empty -> assertThat(empty.allowance()).isEqualTo(project(1, 1)));
        var other = new Allowance(Allowance.Scope.PROJECT, "billing", Allowances.perMinute(9, 9));
        assertThat(buckets.take(team(5, 1), other))
                .isInstanceOfSatisfying(
                        Success.class,
                        success -> assertThat(success.team().remaining()).isEqualTo(3));
    }

    @Test
    void takesNoTokenOfTheProjectIfTheTeamHasNone() {
        assertThat(countAllowed(9, buckets, team(2, 1), project(100, 1))).isEqualTo(2);
        var other = new Allowance(Allowance.Scope.TEAM, "search", Allowances.perMinute(2, 1));
        assertThat(buckets.take(other, project(100, 1)))
                .isInstanceOfSatisfying(
                        Success.class,
                        success -> assertThat(success.project().remaining()).isEqualTo(97));
    }

    @Test
    void refillsEvenly() {
        assertThat(countAllowed(200, buckets, team(120, 60), project(1000, 1000)))
                .isEqualTo(120);
        time.advance(Duration.ofSeconds(10));
        assertThat(countAllowed(200, buckets, team(120, 60), project(1000, 1000)))
                .isEqualTo(10);
        time.advance(Duration.ofHours(1));
        assertThat(countAllowed(200, buckets, team(120, 60), project(1000, 1000)))
                .isEqualTo(120);
    }

    @Test
    void returnsTheWaitForTheNextToken() {
        buckets.take(team(1, 6), project(1000, 500));
        time.advance(Duration.ofSeconds(3));
        assertThat(buckets.take(team(1, 6), project(1000, 500)))
                .isEqualTo(new EmptyBucket(team(1, 6), Duration.ofSeconds(7)));
    }

    @Test
    void returnsTokensUpToTheCapacity() {
        buckets.giveBack(project(3, 1));
        assertThat(countAllowed(9, buckets, team(100, 1), project(3, 1))).isEqualTo(3);
    }

    @Test
    void appliesAChangedQuotaOnTheNextCall() {
        assertThat(countAllowed(75, buckets, team(100, 1), project(1000, 1))).isEqualTo(75);
        assertThat(countAllowed(99, buckets, team(40, 1), project(1000, 1)))
                .as("a quarter of 40")
                .isEqualTo(10);
        assertThat(countAllowed(99, buckets, team(1000, 1), project(1000, 1)))
                .as("nothing of 1000")
                .isZero();
        time.advance(Duration.ofMinutes(1));
        assertThat(countAllowed(9, buckets, team(1000, 3), project(1000, 1)))
                .as("tokens of the old refill")
                .isEqualTo(1);
        time.advance(Duration.ofMinutes(1));
        assertThat(countAllowed(9, buckets, team(1000, 3), project(1000, 1)))
                .as("tokens of the new refill")
                .isEqualTo(3);
    }

    @Test
    void addsNoTokensWhileTwoRevisionsOverlap() {
        countAllowed(100, buckets, team(100, 1), project(1000, 1));
        for (int i = 0; i < 50; i++) {
            assertThat(buckets.take(team(1000, 1), project(1000, 1))).isInstanceOf(EmptyBucket.class);
            assertThat(buckets.take(team(100, 1), project(1000, 1))).isInstanceOf(EmptyBucket.class);
        }
    }

    @Test
    void allowsExactlyTheCapacityForParallelCalls() throws Exception {
        Callable<Long> caller = () -> countAllowed(100, buckets, team(500, 60), project(800, 60));
        assertThat(sumOfParallel(Collections.nCopies(16, caller))).isEqualTo(500);
        assertThat(buckets.take(
                        new Allowance(Allowance.Scope.TEAM, "search", Allowances.perMinute(9, 9)), project(800, 60)))
                .isInstanceOfSatisfying(
                        Success.class,
                        success -> assertThat(success.project().remaining()).isEqualTo(299));
    }

    @Test
    void allowsAtMostCapacityAndRefillWhileTimePasses() throws Exception {
        Callable<Long> caller = () -> {
            long allowed = 0;
            for (int second = 0; second < 10; second++) {
                allowed += countAllowed(50, buckets, team(200, 600), project(300, 600));
                time.advance(Duration.ofSeconds(1));
            }
            return allowed;
        };
        var elapsed = 8 * 10;
        assertThat(sumOfParallel(Collections.nCopies(8, caller))).isBetween(200L, 200L + elapsed * 10L);
    }

    @Test
    void removesASurplusOnceInParallel() throws Exception {
        Callable<Long> task = () -> {
            buckets.lowerTo(new Level(team(1000, 1), 40));
            return 0L;
        };
        sumOfParallel(Collections.nCopies(64, task));
        assertThat(countAllowed(99, buckets, team(1000, 1), project(1000, 1))).isEqualTo(40);
    }

    @Test
    void ignoresALevelAboveItsOwn() {
        countAllowed(90, buckets, team(100, 1), project(1000, 1));
        buckets.lowerTo(new Level(team(100, 1), 50));
        assertThat(countAllowed(99, buckets, team(100, 1), project(1000, 1))).isEqualTo(10);
    }
}

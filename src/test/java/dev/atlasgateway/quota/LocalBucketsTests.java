package dev.atlasgateway.quota;

import static dev.atlasgateway.quota.Allowances.passed;
import static dev.atlasgateway.quota.Allowances.project;
import static dev.atlasgateway.quota.Allowances.team;
import static dev.atlasgateway.quota.Allowances.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.quota.SpendResult.Empty;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Taken;
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
                .isEqualTo(new Taken(new Level(team(120, 120), 119), new Level(project(1000, 500), 999)));
    }

    @Test
    void takesNoTokenOfTheTeamWhereTheProjectHasNone() {
        buckets.take(team(5, 1), project(1, 1));
        assertThat(buckets.take(team(5, 1), project(1, 1)))
                .isInstanceOfSatisfying(
                        Empty.class, empty -> assertThat(empty.allowance()).isEqualTo(project(1, 1)));
        var other = new Allowance(Allowance.Scope.PROJECT, "billing", Allowances.perMinute(9, 9));
        assertThat(buckets.take(team(5, 1), other))
                .isInstanceOfSatisfying(
                        Taken.class,
                        taken -> assertThat(taken.team().remaining()).isEqualTo(3));
    }

    @Test
    void takesNoTokenOfTheProjectWhereTheTeamHasNone() {
        assertThat(passed(9, buckets, team(2, 1), project(100, 1))).isEqualTo(2);
        var other = new Allowance(Allowance.Scope.TEAM, "search", Allowances.perMinute(2, 1));
        assertThat(buckets.take(other, project(100, 1)))
                .isInstanceOfSatisfying(
                        Taken.class,
                        taken -> assertThat(taken.project().remaining()).isEqualTo(97));
    }

    @Test
    void refillsEvenly() {
        assertThat(passed(200, buckets, team(120, 60), project(1000, 1000))).isEqualTo(120);
        time.pass(Duration.ofSeconds(10));
        assertThat(passed(200, buckets, team(120, 60), project(1000, 1000))).isEqualTo(10);
        time.pass(Duration.ofHours(1));
        assertThat(passed(200, buckets, team(120, 60), project(1000, 1000))).isEqualTo(120);
    }

    @Test
    void saysHowLongUntilTheNextToken() {
        buckets.take(team(1, 6), project(1000, 500));
        time.pass(Duration.ofSeconds(3));
        assertThat(buckets.take(team(1, 6), project(1000, 500)))
                .isEqualTo(new Empty(team(1, 6), Duration.ofSeconds(7)));
    }

    @Test
    void neverGivesBackMoreThanTheCapacity() {
        buckets.giveBack(project(3, 1));
        assertThat(passed(9, buckets, team(100, 1), project(3, 1))).isEqualTo(3);
    }

    @Test
    void followsAChangedQuotaOnTheNextCall() {
        assertThat(passed(75, buckets, team(100, 1), project(1000, 1))).isEqualTo(75);
        assertThat(passed(99, buckets, team(40, 1), project(1000, 1)))
                .as("a quarter of 40")
                .isEqualTo(10);
        assertThat(passed(99, buckets, team(1000, 1), project(1000, 1)))
                .as("nothing of 1000")
                .isZero();
        time.pass(Duration.ofMinutes(1));
        assertThat(passed(9, buckets, team(1000, 3), project(1000, 1)))
                .as("what came back under the old refill")
                .isEqualTo(1);
        time.pass(Duration.ofMinutes(1));
        assertThat(passed(9, buckets, team(1000, 3), project(1000, 1)))
                .as("what came back under the new one")
                .isEqualTo(3);
    }

    @Test
    void givesNothingAwayWhileTwoRevisionsOverlap() {
        passed(100, buckets, team(100, 1), project(1000, 1));
        for (int i = 0; i < 50; i++) {
            assertThat(buckets.take(team(1000, 1), project(1000, 1))).isInstanceOf(Empty.class);
            assertThat(buckets.take(team(100, 1), project(1000, 1))).isInstanceOf(Empty.class);
        }
    }

    @Test
    void letsThroughExactlyTheCapacityHoweverManyCallAtOnce() throws Exception {
        Callable<Long> caller = () -> passed(100, buckets, team(500, 60), project(800, 60));
        assertThat(together(Collections.nCopies(16, caller))).isEqualTo(500);
        assertThat(buckets.take(
                        new Allowance(Allowance.Scope.TEAM, "search", Allowances.perMinute(9, 9)), project(800, 60)))
                .isInstanceOfSatisfying(
                        Taken.class,
                        taken -> assertThat(taken.project().remaining()).isEqualTo(299));
    }

    @Test
    void letsThroughNeverMoreThanCapacityAndRefillWhileTimePasses() throws Exception {
        Callable<Long> caller = () -> {
            long passed = 0;
            for (int second = 0; second < 10; second++) {
                passed += passed(50, buckets, team(200, 600), project(300, 600));
                time.pass(Duration.ofSeconds(1));
            }
            return passed;
        };
        var elapsed = 8 * 10;
        assertThat(together(Collections.nCopies(8, caller))).isBetween(200L, 200L + elapsed * 10L);
    }

    @Test
    void forgetsASurplusOnceHoweverManyThreadsLearnOfIt() throws Exception {
        Callable<Long> learner = () -> {
            buckets.atMost(new Level(team(1000, 1), 40));
            return 0L;
        };
        together(Collections.nCopies(64, learner));
        assertThat(passed(99, buckets, team(1000, 1), project(1000, 1))).isEqualTo(40);
    }

    @Test
    void believesNobodyWhoKnowsOfMoreTokens() {
        passed(90, buckets, team(100, 1), project(1000, 1));
        buckets.atMost(new Level(team(100, 1), 50));
        assertThat(passed(99, buckets, team(100, 1), project(1000, 1))).isEqualTo(10);
    }
}

package dev.atlasgateway.history.statistics;

import static dev.atlasgateway.history.HistoryFixture.AUDITOR;
import static dev.atlasgateway.history.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.CallFilter;
import dev.atlasgateway.history.Criterion;
import dev.atlasgateway.history.HistoryFixture;
import dev.atlasgateway.history.InvalidFilter;
import dev.atlasgateway.problem.AnsweredBy;
import dev.atlasgateway.problem.DecidedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTests {

    private static final String BUCKET = "RATE_LIMITED_TOKEN_BUCKET";

    private final HistoryFixture past = new HistoryFixture();
    private final StatisticsQuery query = new StatisticsQuery(past.pool, () -> past.now);
    private final StatisticsRollup rollup = new StatisticsRollup(past.sql, past.transaction);

    @AfterEach
    void close() {
        past.close();
    }

    @Test
    void countsCallsByStepByTeamByOutcomeAndByErrorCode() {
        var hour = NOON.minus(Duration.ofHours(5));
        past.call(hour);
        past.call(hour.plusSeconds(60), "team", "search");
        past.refused(hour.plus(Duration.ofHours(1)), "payments", "access", "USER_UNAUTHORIZED");
        past.call(NOON.minus(Duration.ofDays(3)));

        var statistics = query.statistics(CallFilter.all(), AUDITOR);

        assertThat(statistics.step()).isEqualTo(Duration.ofHours(1));
        assertThat(statistics.series()).hasSize(24);
        assertThat(statistics.series().get(hour).of(Outcome.APPLIED)).isEqualTo(2);
        assertThat(statistics.series().get(hour.plus(Duration.ofHours(1))).errors())
                .isEqualTo(Map.of("USER_UNAUTHORIZED", 1L));
        assertThat(statistics.teams().get("payments").calls()).isEqualTo(2);
        assertThat(statistics.teams().get("search").calls()).isEqualTo(1);
        assertThat(statistics.total().outcomes()).isEqualTo(Map.of(Outcome.APPLIED, 2L, Outcome.REFUSED, 1L));
    }

    @Test
    void tellsTheAnswersOfAtlasFromThoseOfTheGateway() {
        var at = NOON.minus(Duration.ofMinutes(30));
        past.call(at);
        past.refused(at, "payments", "quota:team/payments", "RATE_LIMITED_TOKEN_BUCKET");
        for (int i = 0; i < 2; i++) {
            past.call(at, "outcome", "refused", "status", 429, "atlas_status", 429, "error_code", BUCKET);
        }
        past.refused(at, "payments", "atlas:current-state", BUCKET);
        past.call(
                at,
                "outcome",
                "failed",
                "status",
                502,
                "atlas_status",
                200,
                "error_code",
                "GATEWAY_BAD_UPSTREAM_ANSWER");
        past.call(at, "outcome", "failed", "status", 504, "error_code", "GATEWAY_UPSTREAM_TIMEOUT");

        var before = query.statistics(CallFilter.all(), AUDITOR);
        countAll();

        assertThat(query.statistics(CallFilter.all(), AUDITOR)).isEqualTo(before);
        var total = before.total();
        assertThat(total.errors()).containsEntry(BUCKET, 4L);
        assertThat(total.answeredBy().get(AnsweredBy.ATLAS).errors()).isEqualTo(Map.of(BUCKET, 3L));
        assertThat(total.answeredBy().get(AnsweredBy.GATEWAY).errors())
                .isEqualTo(Map.of(BUCKET, 1L, "GATEWAY_BAD_UPSTREAM_ANSWER", 1L, "GATEWAY_UPSTREAM_TIMEOUT", 1L));
        assertThat(total.of(Outcome.REFUSED, AnsweredBy.ATLAS)).isEqualTo(3);
        assertThat(total.of(Outcome.REFUSED, AnsweredBy.GATEWAY)).isEqualTo(1);
    }

    @Test
    void tellsWhoStillCallsTheOldPathAndHowTheyLogIn() {
        var at = NOON.minus(Duration.ofMinutes(30));
        for (int i = 0; i < 3; i++) {
            past.call(at, "team", "payments", "api", "v1.0", "login", "service-account");
        }
        past.call(at, "team", "payments", "api", "v2-flex", "login", "company-token");
        past.call(at, "team", "search", "api", null, "login", null); // of an earlier release
        past.call(at, "team", "search", "operation", null, "api", null); // of no operation
        past.call(NOON.minus(Duration.ofDays(3)), "team", "search", "api", "v2-serverless");

        var before = query.statistics(CallFilter.all(), AUDITOR);
        countAll();

        assertThat(before.callers())
                .containsExactly(
                        new CallerCount("payments", "v1.0", "service-account", 3),
                        new CallerCount("payments", "v2-flex", "company-token", 1),
                        new CallerCount("search", "v1.0", "", 1));
        assertThat(query.statistics(CallFilter.all(), AUDITOR).callers()).isEqualTo(before.callers());
        var ofSearch = CallFilter.all().within(Set.of("search"));
        assertThat(query.statistics(ofSearch, AUDITOR).callers())
                .containsExactly(new CallerCount("search", "v1.0", "", 1));
    }

    /** A replica of an earlier release moves only its own figures on. */
    @Test
    void countsCallersThatAnEarlierReleaseHasCountedInItsOwnFigures() {
        past.call(NOON.minus(Duration.ofMinutes(30)), "api", "v2-flex", "login", "service-account");
        countAll();
        past.sql.sql("delete from audit_caller_figure").update();
        past.sql.sql("update audit_counted set callers_until = null").update();
        countAll();
        assertThat(query.statistics(CallFilter.all(), AUDITOR).callers())
                .extracting(CallerCount::api, CallerCount::calls)
                .containsExactly(tuple("v2-flex", 1L));
    }

    @Test
    void saysThatTheAnswererIsUnknownForCallsThatAnEarlierReleaseCounted() {
        past.refused(NOON.minus(Duration.ofMinutes(30)), "payments", "access", "USER_UNAUTHORIZED");
        countAll();
        past.sql.sql("update audit_figure set by_gateway = 0").update(); // as it leaves the new columns

        var total = query.statistics(CallFilter.all(), AUDITOR).total();

        assertThat(total.errors()).isEqualTo(Map.of("USER_UNAUTHORIZED", 1L));
        assertThat(total.answeredBy()).containsOnlyKeys(AnsweredBy.UNKNOWN);
    }

    /** The store and the code decide the same. */
    @ParameterizedTest
    @CsvSource({
        "allowed, grant:a,             200,                            , atlas",
        "allowed, grant:a,             429, RATE_LIMITED_TOKEN_BUCKET  , atlas",
        "allowed, grant:a,             503, UNEXPECTED_ERROR           , atlas",
        "allowed, grant:a,             200, GATEWAY_BAD_UPSTREAM_ANSWER, gateway",
        "allowed, grant:a,                , GATEWAY_UPSTREAM_TIMEOUT   , gateway",
        "allowed, grant:a,                ,                            , gateway",
        "refused, quota:team/a,           , RATE_LIMITED_TOKEN_BUCKET  , gateway",
        "refused, access,                 , USER_UNAUTHORIZED          , gateway",
        "refused, atlas:current-state,    , RATE_LIMITED_TOKEN_BUCKET  , atlas",
        "refused, atlas:current-state,    , GATEWAY_UPSTREAM_TIMEOUT   , gateway",
        "refused, atlas,                  , GATEWAY_UPSTREAM_UNAVAILABLE, gateway"
    })
    void agreesOnWhoAnswered(String decision, String decidedBy, Integer atlasStatus, String errorCode, String side) {
        assertThat(AnsweredBy.of(decision.equals("allowed"), DecidedBy.parse(decidedBy), atlasStatus, errorCode)
                        .word())
                .isEqualTo(side);
        assertThat(past.sql
                        .sql("select audit_answered_by(?, ?, ?, ?)")
                        .params(decision, decidedBy, atlasStatus, errorCode)
                        .query(String.class)
                        .single())
                .isEqualTo(side);
    }

    /** The number of steps does not grow with the period. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T06:00:00Z, 2026-11-24T12:00:00Z, PT5M, 72",
        "2026-11-17T12:00:00Z, 2026-11-24T12:00:00Z, PT1H, 168",
        "2025-10-21T00:00:00Z, 2026-11-24T12:00:00Z, PT24H, 400",
        "2016-11-24T00:00:00Z, 2026-11-24T12:00:00Z, PT168H, 522",
        "2026-11-24T00:00:00Z, 2036-11-23T12:00:00Z, PT168H, 523"
    })
    void takesCoarserStepsForLongerPeriods(Instant from, Instant to, Duration step, int steps) {
        var statistics = query.statistics(CallFilter.all().during(from, to), AUDITOR);

        assertThat(statistics.step()).isEqualTo(step);
        assertThat(statistics.series()).hasSize(steps);
    }

    @Test
    void countsTheSameCallsInSevenDaysAsInDays() {
        for (int day = 0; day < 10; day++) {
            past.call(NOON.minus(Duration.ofDays(day)).minusSeconds(60));
        }
        countAll();

        var statistics = query.statistics(CallFilter.all().during(NOON.minus(Duration.ofDays(2_000)), NOON), AUDITOR);

        assertThat(statistics.total().calls()).isEqualTo(10);
        assertThat(statistics.series().values().stream()
                        .mapToLong(CallStatistics::calls)
                        .sum())
                .isEqualTo(10);
        assertThat(statistics.series()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z, 9999-12-31T23:59:59Z, from",
        "0001-01-01T00:00:00Z,                     , from",
        "-999999999-01-01T00:00:00Z,               , from",
        "                    , +999999999-12-31T23:59:59Z, ",
        "2016-11-20T00:00:00Z, 2026-11-24T12:00:00Z, from",
        "2026-11-25T00:00:00Z,                     , from",
        "2026-11-24T12:00:00Z, 2026-11-24T12:00:00Z, to"
    })
    void refusesPeriodsThatAreEmptyOrTooLong(@Nullable Instant from, @Nullable Instant to, @Nullable String parameter) {
        var filter = CallFilter.all().during(from, to);
        if (parameter == null) {
            assertThat(query.statistics(filter, AUDITOR).total().calls()).isZero();
        } else {
            assertThatExceptionOfType(InvalidFilter.class)
                    .isThrownBy(() -> query.statistics(filter, AUDITOR))
                    .returns(parameter, InvalidFilter::parameter);
        }
    }

    @Test
    void returnsTheSameBeforeAndAfterTheRollup() {
        for (int i = 0; i < 200; i++) {
            past.call(NOON.minus(Duration.ofMinutes(7L * i)), "total_us", 1_000L + i, "team", "team-" + i % 3);
        }
        past.refused(NOON.minus(Duration.ofMinutes(30)), "team-1", "access", "USER_UNAUTHORIZED");
        var lastUse = query.lastUseOfGrants();
        var before = query.statistics(CallFilter.all(), AUDITOR);

        countAll();

        assertThat(query.statistics(CallFilter.all(), AUDITOR)).isEqualTo(before);
        assertThat(query.lastUseOfGrants()).isEqualTo(lastUse);
        assertThat(past.sql
                        .sql("select count(*) from audit_figure")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void countsEveryCallOnceOnAllReplicas() {
        past.call(NOON.minus(Duration.ofMinutes(30)));
        countAll();
        past.now = NOON.plus(Duration.ofMinutes(20));
        past.call(NOON.minus(Duration.ofMinutes(1)));
        countAll();
        countAll();

        assertThat(query.statistics(CallFilter.all(), AUDITOR).total().calls()).isEqualTo(2);
        assertThat(past.sql
                        .sql("select sum(calls) from audit_figure where step = 86400")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void countsACallWithALateOutcome() {
        past.settle(NOON.minus(Duration.ofDays(1)));
        past.call(NOON.minus(Duration.ofDays(2)));
        countSettled();
        past.call(NOON.minus(Duration.ofHours(5)), "outcome", "unknown", "decided_by", "grant:payments/late");
        past.settle(NOON.minus(Duration.ofMinutes(10)));
        countSettled();

        assertThat(query.statistics(CallFilter.all().during(NOON.minus(Duration.ofDays(3)), NOON), AUDITOR)
                        .total()
                        .calls())
                .isEqualTo(2);
        assertThat(query.lastUseOfGrants()).containsKey("payments/late");
    }

    @Test
    void returnsLatenciesWithFivePercentAccuracy() {
        for (int i = 1; i <= 100; i++) {
            past.call(NOON.minusSeconds(i), "total_us", i * 1_000L);
        }
        past.call(NOON.minusSeconds(101), "outcome", "unknown", "status", null, "total_us", null);

        var latency = query.statistics(CallFilter.all(), AUDITOR).total().latency();

        assertClose(latency.p50(), Duration.ofMillis(50));
        assertClose(latency.p95(), Duration.ofMillis(95));
        assertClose(latency.p99(), Duration.ofMillis(99));
    }

    @Test
    void countsOnlyTheVisibleTeams() {
        past.call(NOON.minusSeconds(1), "team", "payments");
        past.call(NOON.minusSeconds(1), "team", "search");
        var searchLead = new HistoryFixture.TestViewer("sam", Set.of("search"));

        assertThat(query.statistics(CallFilter.all(), searchLead).teams()).containsOnlyKeys("search");
        assertThat(query.statistics(CallFilter.all().with(Criterion.TEAM, "payments"), searchLead)
                        .total()
                        .calls())
                .isZero();
    }

    @Test
    void rejectsOtherCriteria() {
        assertThatExceptionOfType(InvalidFilter.class)
                .isThrownBy(() -> query.statistics(CallFilter.all().with(Criterion.CLIENT, "x"), AUDITOR))
                .returns("client", InvalidFilter::parameter);
        assertThatExceptionOfType(InvalidFilter.class)
                .isThrownBy(() -> query.statistics(CallFilter.all().during(NOON, NOON), AUDITOR))
                .returns("to", InvalidFilter::parameter);
    }

    @Test
    void returnsWhenGrantsWereLastUsedWithoutUnusedOnes() {
        var used = NOON.minus(Duration.ofDays(40));
        past.call(used.minusSeconds(60), "decided_by", "grant:payments/a");
        past.call(used, "decided_by", "grant:payments/a");
        past.refused(NOON.minusSeconds(1), "payments", "access", "USER_UNAUTHORIZED");
        countAll();
        past.call(NOON.minusSeconds(5), "decided_by", "grant:payments/b");

        assertThat(query.lastUseOfGrants()).isEqualTo(Map.of("payments/a", used, "payments/b", NOON.minusSeconds(5)));
    }

    @Test
    void keepsFineStepsForDaysAndCoarseStepsForLonger() {
        past.call(NOON.minus(Duration.ofDays(41)));
        past.call(NOON.minus(Duration.ofDays(3)));
        past.call(NOON.minus(Duration.ofHours(1)));
        countAll();

        assertThat(counted(300)).isEqualTo(1);
        assertThat(counted(3600)).isEqualTo(2);
        assertThat(counted(86400)).isEqualTo(3);
        assertThat(query.statistics(CallFilter.all().during(NOON.minus(Duration.ofDays(60)), NOON), AUDITOR)
                        .total()
                        .calls())
                .isEqualTo(3);
    }

    /** Counts all calls but those of the last ten minutes, which are not settled. */
    private void countAll() {
        past.settle(past.now.minus(Duration.ofMinutes(10)));
        countSettled();
    }

    private void countSettled() {
        var more = true;
        while (more) {
            more = rollup.countNext();
        }
    }

    private long counted(int step) {
        return past.sql
                .sql("select sum(calls) from audit_figure where step = ?")
                .param(step)
                .query(Long.class)
                .single();
    }

    private static void assertClose(Duration actual, Duration expected) {
        assertThat(actual.toNanos()).isCloseTo(expected.toNanos(), Percentage.withPercentage(5));
    }
}

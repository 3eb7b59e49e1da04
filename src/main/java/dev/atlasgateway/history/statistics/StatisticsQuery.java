package dev.atlasgateway.history.statistics;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.CallFilter;
import dev.atlasgateway.history.Criterion;
import dev.atlasgateway.history.HistoryPool;
import dev.atlasgateway.history.InvalidFilter;
import dev.atlasgateway.history.Viewer;
import dev.atlasgateway.problem.AnsweredBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts calls and their latencies: from the rollup, and from the records of the last minutes. It shows no single call, so
 * a look at it is not recorded.
 */
@Component
public record StatisticsQuery(HistoryPool pool, InstantSource clock) {

    private static final String UNTIL = "select coalesce(until, timestamptz 'epoch') from audit_counted";

    private static final String FIGURES = """
            with figure as (
                select date_bin(:shown * interval '1 second', at, timestamptz 'epoch') as at, team, outcome, error_code, latency,
                       answered_by, side.calls
                from audit_figure figure
                cross join lateral (values ('gateway', by_gateway), ('atlas', by_atlas),
                                           ('unknown', figure.calls - by_gateway - by_atlas)) side (answered_by, calls)
                where step = :kept and at >= :from and at < :to and side.calls > 0
                union all
                select date_bin(:shown * interval '1 second', received_at, timestamptz 'epoch'), coalesce(team, ''), outcome,
                       coalesce(error_code, ''), audit_latency(total_us),
                       audit_answered_by(decision, decided_by, atlas_status, error_code), 1
                from audit where stage = 'outcome' and id >= audit_floor(:until) and received_at >= :from and received_at < :to)
            select at, team, outcome, error_code, latency, answered_by, sum(calls) as calls from figure
            where %s
            group by grouping sets ((at, outcome, error_code, answered_by), (at, latency),
                                    (team, outcome, error_code, answered_by), (team, latency))
            """;

    private static final String CALLERS = """
            with figure as (
                select team, api, login, calls from audit_caller_figure
                where step = :kept and at >= :from and at < :to
                union all
                select coalesce(team, ''), coalesce(api, 'v1.0'), coalesce(login, ''), 1
                from audit where stage = 'outcome' and operation is not null
                  and id >= audit_floor((select coalesce(callers_until, timestamptz 'epoch') from audit_counted))
                  and received_at >= :from and received_at < :to)
            select team, api, login, sum(calls) as calls from figure where %s group by 1, 2, 3 order by calls desc, 1, 2, 3
            """;

    private static final String LAST_USE = """
            select what, max(at) as at from (
                select what, at from audit_last_use where starts_with(what, :kind)
                union all
                select decided_by, received_at from audit where stage = 'outcome' and id >= audit_floor(:until)) used
            where starts_with(what, :kind) group by what
            """;

    /** The longest period of one request: ten years. A longer one would take time and memory that its reader chooses. */
    static final Duration MAX_PERIOD = Duration.ofDays(3_653);

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Returns the statistics of a period, by default of the last day, for the teams that the viewer may see.
     *
     * @param filter the period and, by {@link Criterion#TEAM}, the team
     * @throws InvalidFilter if it has other criteria, ends before it begins, or is longer than {@link #MAX_PERIOD}
     */
    public Statistics statistics(CallFilter filter, Viewer viewer) {
        var visible = filter.visibleTo(viewer);
        for (var criterion : filter.criteria().keySet()) {
            if (criterion != Criterion.TEAM) {
                throw new InvalidFilter(criterion.parameter(), "cannot be asked for here; from, to and team can");
            }
            visible = visible.within(
                    Set.of(Objects.requireNonNull(filter.criteria().get(criterion))));
        }
        return statistics(filter.from(), filter.to(), visible.teams());
    }

    /** Returns when each grant last let a call through, by the grant's key; without the grants that never did. */
    public Map<String, Instant> lastUseOfGrants() {
        return lastUse("grant:");
    }

    private Statistics statistics(@Nullable Instant since, @Nullable Instant until, @Nullable Set<String> teams) {
        var to = until == null ? clock.instant() : until;
        var from = since == null ? to.minus(DAY) : since;
        if (!from.isBefore(to)) {
            throw new InvalidFilter(
                    until == null ? "from" : "to", until == null ? "must be in the past" : "must be later than from");
        }
        if (Duration.between(from, to).compareTo(MAX_PERIOD) > 0) {
            throw new InvalidFilter("from", "must be at most %d days before to".formatted(MAX_PERIOD.toDays()));
        }
        var step = step(from, to);
        var first = Instant.ofEpochSecond(from.getEpochSecond() / step.toSeconds() * step.toSeconds());
        var series = new TreeMap<Instant, StatisticsCounter>();
        for (var at = first; at.isBefore(to); at = at.plus(step)) {
            series.put(at, new StatisticsCounter());
        }
        var byTeam = new TreeMap<String, StatisticsCounter>();
        var total = new StatisticsCounter();
        pool.read(jdbc -> query(jdbc, FIGURES, step, first, to, teams)
                .param("shown", (int) step.toSeconds())
                .param("until", counted(jdbc))
                .query((row, index) -> {
                    var at = row.getTimestamp("at");
                    if (at == null) {
                        add(row, byTeam.computeIfAbsent(row.getString("team"), team -> new StatisticsCounter()));
                    } else {
                        add(row, total);
                        add(row, series.computeIfAbsent(at.toInstant(), time -> new StatisticsCounter()));
                    }
                    return row.getLong("calls");
                })
                .list());
        var callers = pool.read(jdbc -> query(jdbc, CALLERS, step, first, to, teams)
                .query(CallerCount.class)
                .list());
        return new Statistics(first, to, step, total.sum(), figures(series), figures(byTeam), callers);
    }

    private static JdbcClient.StatementSpec query(
            JdbcClient jdbc, String figures, Duration step, Instant from, Instant to, @Nullable Set<String> teams) {
        var sql = jdbc.sql(figures.formatted(teams == null ? "true" : "team = any(:teams)"))
                .param("kept", (int) (step.compareTo(DAY) > 0 ? DAY : step).toSeconds())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to));
        return teams == null ? sql : sql.param("teams", teams.toArray(String[]::new));
    }

    private static Timestamp counted(JdbcClient jdbc) {
        return jdbc.sql(UNTIL).query(Timestamp.class).single();
    }

    /** Returns when each object of this kind was last used, by its name. */
    private Map<String, Instant> lastUse(String kind) {
        return pool.read(jdbc -> jdbc
                .sql(LAST_USE)
                .param("kind", kind)
                .param("until", counted(jdbc))
                .query((row, index) -> Map.entry(
                        row.getString("what").substring(kind.length()),
                        row.getTimestamp("at").toInstant()))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static void add(ResultSet row, StatisticsCounter counter) throws SQLException {
        var outcome = row.getString("outcome");
        if (outcome == null) {
            counter.add(row.getInt("latency"), row.getLong("calls"));
        } else {
            counter.add(
                    Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                    AnsweredBy.valueOf(row.getString("answered_by").toUpperCase(Locale.ROOT)),
                    row.getString("error_code"),
                    row.getLong("calls"));
        }
    }

    /** Returns the finest step that is kept for this period and fits on a page. */
    private Duration step(Instant from, Instant to) {
        var period = Duration.between(from, to);
        var age = Duration.between(from, clock.instant());
        if (period.toHours() < 12 && age.toDays() < 2) {
            return StatisticsRollup.STEP;
        }
        if (period.toDays() < 14 && age.toDays() < 40) {
            return Duration.ofHours(1);
        }
        return period.toDays() <= 400 ? DAY : DAY.multipliedBy(7);
    }

    private static <K> TreeMap<K, CallStatistics> figures(Map<K, StatisticsCounter> counters) {
        var figures = new TreeMap<K, CallStatistics>();
        counters.forEach((key, counter) -> figures.put(key, counter.sum()));
        return figures;
    }
}

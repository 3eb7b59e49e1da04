package dev.atlasgateway.explain;

import dev.atlasgateway.explain.Backtest.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores backtests, so that each replica can show and cancel those of all replicas. */
@Component
record BacktestStore(JdbcClient jdbc) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A backtest without a report for 15 seconds has lost its replica and counts as failed. */
    private static final String SELECT = """
            select id, started_by, started_at, about, period_from, period_until, total, result,
                case when state = 'RUNNING' and cancel then 'CANCELLED'
                     when state = 'RUNNING' and seen_at < now() - interval '15 seconds' then 'FAILED'
                     else state end as state
            from backtest
            """;

    void add(Backtest backtest) {
        jdbc.sql("""
                        insert into backtest (id, started_by, started_at, about, period_from, period_until, state, total, result)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""")
                .params(
                        UUID.fromString(backtest.id()),
                        backtest.startedBy(),
                        Timestamp.from(backtest.startedAt()),
                        backtest.about(),
                        Timestamp.from(backtest.from()),
                        Timestamp.from(backtest.to()),
                        backtest.state().name(),
                        backtest.total(),
                        JSON.writeValueAsString(backtest.result()))
                .update();
    }

    /** Stores the progress. Returns whether the backtest is to be cancelled. */
    boolean report(Backtest backtest) {
        return jdbc.sql("""
                        update backtest set state = ?, total = ?, result = ?::jsonb, seen_at = clock_timestamp()
                        where id = ? returning cancel""")
                .params(
                        backtest.state().name(),
                        backtest.total(),
                        JSON.writeValueAsString(backtest.result()),
                        UUID.fromString(backtest.id()))
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    void cancel(String id) {
        uuid(id).ifPresent(known -> jdbc.sql("update backtest set cancel = true where id = ?")
                .param(known)
                .update());
    }

    Optional<Backtest> find(String id) {
        return uuid(id).flatMap(known -> jdbc.sql(SELECT + "where id = ?")
                .param(known)
                .query(BacktestStore::backtest)
                .optional());
    }

    /** Returns the newest first; only those that started before the backtest {@code after} if it is not empty. */
    List<Backtest> newest(String after, int limit) {
        return jdbc.sql(SELECT + """
                        where :after = '' or (started_at, id) < (select started_at, id from backtest where id::text = :after)
                        order by started_at desc, id desc limit :limit""")
                .param("after", after)
                .param("limit", limit)
                .query(BacktestStore::backtest)
                .list();
    }

    /** Removes the backtests of this age by PostgreSQL's clock, because the clock of a replica may be wrong. */
    void removeOlder(Duration age) {
        jdbc.sql("delete from backtest where started_at < now() - ? * interval '1 millisecond'")
                .param(age.toMillis())
                .update();
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no backtest has this id
        }
    }

    private static Backtest backtest(ResultSet row, int index) throws SQLException {
        return new Backtest(
                row.getString("id"),
                row.getString("started_by"),
                row.getTimestamp("started_at").toInstant(),
                row.getString("about"),
                row.getTimestamp("period_from").toInstant(),
                row.getTimestamp("period_until").toInstant(),
                State.valueOf(row.getString("state")),
                row.getLong("total"),
                JSON.readValue(row.getString("result"), Comparison.class));
    }
}

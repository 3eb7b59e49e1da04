package dev.atlasgateway.history.statistics;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Counts each recorded call once, so that statistics of months do not read months of records.
 *
 * <p>Any number of replicas may run it: one at a time holds the row that says how far it is. It counts settled calls only:
 * those that have their outcome. {@link StatisticsQuery} reads the younger ones from the records themselves.
 */
@Component
record StatisticsRollup(JdbcClient jdbc, TransactionOperations transaction) {

    static final Duration STEP = Duration.ofMinutes(5);

    /** The longest period counted in one transaction. */
    private static final Duration MOST = Duration.ofDays(1);

    private static final String CLAIM = "select until, callers_until from audit_counted for update skip locked";

    private static final String SETTLED = "select until from audit_settled";

    private static final String OLDEST = "select received_at from audit order by id limit 1";

    private static final String COUNT = """
            insert into audit_figure (step, at, team, outcome, error_code, latency, calls, by_gateway, by_atlas)
            select step, date_bin(step * interval '1 second', received_at, timestamptz 'epoch'), coalesce(team, ''), outcome,
                   coalesce(error_code, ''), audit_latency(total_us), count(*),
                   count(*) filter (where answered_by = 'gateway'), count(*) filter (where answered_by = 'atlas')
            from audit cross join (values (300), (3600), (86400)) s(step)
                 cross join lateral audit_answered_by(decision, decided_by, atlas_status, error_code) answered_by
            where stage = 'outcome' and id >= audit_floor(:from) and id < audit_floor(:to)
            group by 1, 2, 3, 4, 5, 6
            on conflict (step, at, team, outcome, error_code, latency)
            do update set calls = audit_figure.calls + excluded.calls,
                by_gateway = audit_figure.by_gateway + excluded.by_gateway, by_atlas = audit_figure.by_atlas + excluded.by_atlas
            """;

    /** Earlier releases recorded no API, and served v1.0 only. */
    private static final String COUNT_CALLERS = """
            insert into audit_caller_figure (step, at, team, api, login, calls)
            select step, date_bin(step * interval '1 second', received_at, timestamptz 'epoch'), coalesce(team, ''),
                   coalesce(api, 'v1.0'), coalesce(login, ''), count(*)
            from audit cross join (values (300), (3600), (86400)) s(step)
            where stage = 'outcome' and operation is not null and id >= audit_floor(:from) and id < audit_floor(:to)
            group by 1, 2, 3, 4, 5
            on conflict (step, at, team, api, login) do update set calls = audit_caller_figure.calls + excluded.calls
            """;

    private static final String NOTE_USE = """
            insert into audit_last_use
            select decided_by, max(received_at) from audit
            where stage = 'outcome' and id >= audit_floor(:from) and id < audit_floor(:to) and decided_by like 'grant:%'
            group by 1
            on conflict (what) do update set at = greatest(audit_last_use.at, excluded.at)
            """;

    /** Counts from where the rollup is, which PostgreSQL's clock decides: the clock of a replica may be wrong. */
    private static final String FORGET = """
            delete from %s
            where (step = 300 and at < :to::timestamptz - interval '2 days') or (step = 3600 and at < :to::timestamptz - interval '40 days')
            """;

    /** Counts the next part of what is due, on one replica at a time. Returns whether more is due. */
    boolean countNext() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var claimed = jdbc.sql(CLAIM).query(Claim.class).optional();
            if (claimed.isEmpty()) {
                return false;
            }
            var more = countFrom("until", claimed.get().until(), "audit_figure", COUNT, NOTE_USE);
            return countFrom("callers_until", claimed.get().callersUntil(), "audit_caller_figure", COUNT_CALLERS)
                    || more;
        }));
    }

    private record Claim(
            @Nullable Timestamp until, @Nullable Timestamp callersUntil) {}

    /**
     * Counts the next part of one table.
     *
     * @param progress the column that says how far this table is
     */
    private boolean countFrom(String progress, @Nullable Timestamp until, String table, String... statements) {
        var due = floor(settled());
        var from = until == null ? oldest(due) : until.toInstant();
        var to = earlier(from.plus(MOST), due);
        if (!to.isAfter(from)) {
            return false;
        }
        for (var statement : statements) {
            jdbc.sql(statement)
                    .param("from", Timestamp.from(from))
                    .param("to", Timestamp.from(to))
                    .update();
        }
        jdbc.sql("update audit_counted set %s = ?".formatted(progress))
                .param(Timestamp.from(to))
                .update();
        jdbc.sql(FORGET.formatted(table)).param("to", Timestamp.from(to)).update();
        return to.isBefore(due);
    }

    private Instant oldest(Instant otherwise) {
        return jdbc.sql(OLDEST)
                .query(Timestamp.class)
                .optional()
                .map(oldest -> earlier(floor(oldest.toInstant()), otherwise))
                .orElse(otherwise.minus(STEP));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant floor(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() / STEP.toSeconds() * STEP.toSeconds());
    }

    /** Returns the time before which every call has its outcome, also those that the audit has given up. */
    private Instant settled() {
        return jdbc.sql(SETTLED).query(Timestamp.class).single().toInstant();
    }
}

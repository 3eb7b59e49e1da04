package dev.atlasgateway.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * One search on its way back in time, for one thread.
 *
 * <p>What is frequent is found by looking through the newest endings. What is not, by the index, in slices of time that
 * grow while little is in them and shrink when there is more than should be fetched. So what each statement reads is
 * bounded, however the criteria hang together, and the planner, which takes them for independent, has nothing to guess.
 */
final class Sweep {

    private static final UUID AFTER_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /** After this, a page is given as far as it got. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(700);

    private static final int LOOKED_THROUGH = 5_000;
    private static final int FETCHED = 2_000;

    /** How many of the index's spans of time the first slice has: twelve days. */
    private static final int FIRST_SLICE = 64;

    private static final String ONLY_BY_INDEX = """
            select set_config(name, :off, true) \
            from unnest(array['enable_seqscan', 'enable_indexscan', 'enable_indexonlyscan']) name""";

    private static final String ALL = "select %s from audit where %s and %s order by id desc limit :wanted";

    private static final String NEWEST = """
            select %s from (select * from audit where %s order by id desc limit :most) newest
            where %s order by id desc limit :wanted""";

    private static final String LAST_OF_NEWEST =
            "select id from audit where %s order by id desc offset :most - 1 limit 1";

    private static final String OLDEST = "select id from audit where %s order by id limit 1";

    private static final String SLICE = """
            with fetched as materialized (
                select * from audit where %s and id >= :since and %s
                  and %s && array(select hashtextextended(span, 0) from unnest(:spans) span) limit :most)
            select everything, met.* from (select count(*) as everything from fetched) c
            left join (select %s from fetched where %s order by id desc limit :wanted) met on true order by id desc""";

    private final JdbcClient jdbc;
    private final Conditions conditions;
    private final int limit;
    private final List<PastCall> found = new ArrayList<>();
    private final long started = System.nanoTime();

    private UUID before = AFTER_ALL;
    private boolean over;

    Sweep(JdbcClient jdbc, Conditions conditions, int limit) {
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.limit = limit;
    }

    Page<PastCall> page(@Nullable Cursor after) {
        before = after == null ? AFTER_ALL : after.before();
        if (conditions.isRare()) {
            found.addAll(query(ALL.formatted(PastCalls.COLUMNS, conditions.period(), conditions.exact()))
                    .query(PastCalls::of)
                    .list());
            over = true;
        } else {
            lookThroughNewest();
            goOn();
        }
        return found.size() > limit
                ? new Page<>(
                        found.subList(0, limit), new Cursor(found.get(limit - 1).id()))
                : new Page<>(found, over ? null : new Cursor(before));
    }

    private void goOn() {
        var oldest = Span.of(isDone() ? before : oldest());
        var spans = FIRST_SLICE;
        while (!isDone()) {
            var last = Span.of(before);
            if (!conditions.isIndexed() || spans == 0) {
                lookThroughNewest();
                spans = 1;
            } else if (fetch(Math.max(oldest, last - spans + 1), last)) {
                over = last - spans < oldest;
                before = Span.start(last - spans + 1);
                spans *= 4;
            } else {
                spans /= 4;
            }
        }
    }

    private boolean isDone() {
        return over || found.size() > limit || System.nanoTime() - started > PATIENCE;
    }

    /** Takes the next few thousand endings as they are. */
    private void lookThroughNewest() {
        found.addAll(query(NEWEST.formatted(PastCalls.COLUMNS, conditions.period(), conditions.exact()))
                .param("most", LOOKED_THROUGH)
                .query(PastCalls::of)
                .list());
        if (found.size() <= limit) {
            var last = query(LAST_OF_NEWEST.formatted(conditions.period()))
                    .param("most", LOOKED_THROUGH)
                    .query(UUID.class)
                    .optional();
            over = last.isEmpty();
            before = last.orElse(before);
        }
    }

    /** Takes what the index has of some spans of time, and tells whether that was all. */
    private boolean fetch(long first, long last) {
        onlyByIndex("off");
        var met = new ArrayList<PastCall>();
        var everything = new int[1];
        query(SLICE.formatted(
                        conditions.period(),
                        conditions.indexed(),
                        Conditions.TERMS,
                        PastCalls.COLUMNS,
                        conditions.exact()))
                .param("since", Span.start(first))
                .param(
                        "spans",
                        LongStream.rangeClosed(first, last).mapToObj(Span::term).toArray(String[]::new))
                .param("most", FETCHED)
                .query((ResultSet row) -> read(row, everything, met));
        onlyByIndex("on");
        if (everything[0] == FETCHED) {
            return false;
        }
        found.addAll(met);
        return true;
    }

    private static void read(ResultSet row, int[] everything, List<PastCall> met) throws SQLException {
        everything[0] = row.getInt("everything");
        if (row.getObject("id") != null) {
            met.add(PastCalls.of(row, 0));
        }
    }

    private UUID oldest() {
        return query(OLDEST.formatted(conditions.period()))
                .query(UUID.class)
                .optional()
                .orElse(before);
    }

    private void onlyByIndex(String setting) {
        jdbc.sql(ONLY_BY_INDEX).param("off", setting).query().listOfRows();
    }

    private StatementSpec query(String sql) {
        return jdbc.sql(sql)
                .params(conditions.parameters())
                .param("before", before)
                .param("wanted", limit + 1 - found.size());
    }
}

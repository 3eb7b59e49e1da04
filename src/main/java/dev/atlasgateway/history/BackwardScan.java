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
 * One search, newest calls first, for one page and one thread.
 *
 * <p>Frequent calls are found by a scan of the newest outcomes. Rare ones are found by the index, in slices of time: the
 * slices grow while they hold few rows and shrink when they hold too many. So each statement reads a bounded number of
 * rows, also if the criteria depend on each other, of which the planner of PostgreSQL knows nothing.
 *
 * <p>No index knows texts: they are looked for by the scan, or in what the index finds by other criteria. A page that runs
 * out of time returns what it has and a cursor; the next page goes on from there.
 */
final class BackwardScan {

    private static final UUID AFTER_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /** A page that has taken longer starts no other statement. */
    private static final long PAGE_TIME_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    /** The most rows that one statement of the scan reads. */
    private static final int SCANNED = 5_000;

    /** The most rows that one statement fetches by the index. */
    private static final int FETCHED = 2_000;

    /** The number of the index's spans of time in the first slice: twelve days. */
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
    private final FilterSql conditions;
    private final int limit;
    private final List<RecordedCall> found = new ArrayList<>();
    private final long started = System.nanoTime();

    private UUID before = AFTER_ALL;
    private boolean isOver;

    BackwardScan(JdbcClient jdbc, FilterSql conditions, int limit) {
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.limit = limit;
    }

    CallPage page(@Nullable Cursor after) {
        before = after == null ? AFTER_ALL : after.before();
        if (conditions.isRare()) {
            found.addAll(query(ALL.formatted(RecordedCallMapper.COLUMNS, conditions.period(), conditions.exact()))
                    .query(RecordedCallMapper::of)
                    .list());
            isOver = true;
        } else {
            scan();
            goOn();
        }
        return found.size() > limit
                ? new CallPage(
                        found.subList(0, limit), new Cursor(found.get(limit - 1).id()))
                : new CallPage(found, isOver ? null : new Cursor(before));
    }

    private void goOn() {
        if (conditions.isIndexed()) {
            goOnByIndex();
        } else {
            while (!isDone()) {
                scan();
            }
        }
    }

    private void goOnByIndex() {
        var oldest = isDone() ? before : oldest();
        var spans = FIRST_SLICE;
        while (!isDone()) {
            var first = IndexSpan.of(oldest);
            var last = IndexSpan.of(before);
            if (spans == 0) {
                scan();
                spans = 1;
            } else if (fetch(Math.max(first, last - spans + 1), last)) {
                isOver = last - spans < first;
                before = IndexSpan.start(last - spans + 1);
                spans *= 4;
            } else {
                spans /= 4;
            }
        }
    }

    private boolean isDone() {
        return isOver || found.size() > limit || System.nanoTime() - started > PAGE_TIME_NANOS;
    }

    /** Reads the next few thousand outcomes and takes those that meet the criteria. */
    private void scan() {
        found.addAll(query(NEWEST.formatted(RecordedCallMapper.COLUMNS, conditions.period(), conditions.exact()))
                .param("most", SCANNED)
                .query(RecordedCallMapper::of)
                .list());
        if (found.size() <= limit) {
            var last = query(LAST_OF_NEWEST.formatted(conditions.period()))
                    .param("most", SCANNED)
                    .query(UUID.class)
                    .optional();
            isOver = last.isEmpty();
            before = last.orElse(before);
        }
    }

    /** Takes what the index finds in these spans of time, unless it is too much. Returns whether it took all. */
    private boolean fetch(long first, long last) {
        onlyByIndex("off");
        var matching = new ArrayList<RecordedCall>();
        var fetched = new int[1];
        query(SLICE.formatted(
                        conditions.period(),
                        conditions.indexed(),
                        FilterSql.TERMS,
                        RecordedCallMapper.COLUMNS,
                        conditions.exact()))
                .param("since", IndexSpan.start(first))
                .param(
                        "spans",
                        LongStream.rangeClosed(first, last)
                                .mapToObj(IndexSpan::term)
                                .toArray(String[]::new))
                .param("most", FETCHED)
                .query((ResultSet row) -> read(row, fetched, matching));
        onlyByIndex("on");
        if (fetched[0] == FETCHED) {
            return false;
        }
        found.addAll(matching);
        return true;
    }

    private static void read(ResultSet row, int[] fetched, List<RecordedCall> matching) throws SQLException {
        fetched[0] = row.getInt("everything");
        if (row.getObject("id") != null) {
            matching.add(RecordedCallMapper.of(row, 0));
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

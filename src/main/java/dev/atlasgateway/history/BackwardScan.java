package dev.atlasgateway.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * A text is looked for where its words are: what is older than the newest endings is looked through in those blocks only.
 */
final class BackwardScan {

    private static final UUID AFTER_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /** After this, a page is given as far as it got. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(700);

    private static final int LOOKED_THROUGH = 5_000;
    private static final int FETCHED = 2_000;

    /** Of so few blocks all are looked through, whatever the index knows of other criteria. */
    private static final int FEW_BLOCKS = 50;

    /** Of more blocks these come first: a text that is frequent where the other criteria are met is found there. */
    private static final int FIRST_BLOCKS = 8;

    /** How many of the index's spans of time the first slice has: twelve days. */
    private static final int FIRST_SLICE = 64;

    private static final String ONLY_BY_INDEX = """
            select set_config(name, :off, true) \
            from unnest(array['enable_seqscan', 'enable_indexscan', 'enable_indexonlyscan']) name""";

    private static final String ALL = "select %s from audit where %s and %s order by id desc limit :wanted";

    private static final String NEWEST = """
            select %s from (select * from audit where %s order by id desc limit :most) newest
            where %s order by id desc limit :wanted""";

    private static final String IN_BLOCK =
            "select %s from audit where %s and id >= :since and id < :until and %s order by id desc limit :wanted";

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
    private final Optional<TextBlocks> blocks;

    private UUID before = AFTER_ALL;
    private UUID oldest = AFTER_ALL;
    private boolean isInBlocks;
    private boolean over;

    BackwardScan(JdbcClient jdbc, Conditions conditions, int limit) {
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.limit = limit;
        this.blocks = conditions.blocks(jdbc);
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
        var byIndex = conditions.isIndexed() && blocks.map(TextBlocks::count).orElse(Integer.MAX_VALUE) > FEW_BLOCKS;
        var spans = FIRST_SLICE;
        oldest = isDone() ? before : oldest();
        for (int looked = 0; isInBlocks && looked < FIRST_BLOCKS && !isDone(); looked++) {
            lookThrough();
        }
        while (!isDone()) {
            var first = Span.of(oldest);
            var last = Span.of(before);
            if (!byIndex || spans == 0) {
                lookThrough();
                spans = 1;
            } else if (fetch(Math.max(first, last - spans + 1), last)) {
                over = last - spans < first;
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

    private void lookThrough() {
        if (isInBlocks) {
            blocks.orElseThrow().newestBetween(oldest, before).ifPresentOrElse(this::lookThrough, () -> over = true);
        } else {
            lookThroughNewest();
        }
    }

    /** Takes the next few thousand endings as they are, down to the blocks in which the text may be. */
    private void lookThroughNewest() {
        var endings = conditions.period() + (blocks.isEmpty() ? "" : " and id >= :indexed");
        found.addAll(query(NEWEST.formatted(PastCalls.COLUMNS, endings, conditions.exact()))
                .param("most", LOOKED_THROUGH)
                .query(PastCalls::of)
                .list());
        if (found.size() <= limit) {
            var last = query(LAST_OF_NEWEST.formatted(endings))
                    .param("most", LOOKED_THROUGH)
                    .query(UUID.class)
                    .optional();
            isInBlocks = last.isEmpty() && blocks.isPresent();
            over = last.isEmpty() && blocks.isEmpty();
            before = last.or(() -> blocks.map(TextBlocks::until))
                    .filter(this::isEarlier)
                    .orElse(before);
        }
    }

    private boolean isEarlier(UUID id) {
        return id.toString().compareTo(before.toString()) < 0; // UUID.compareTo takes the first bit for a sign
    }

    private void lookThrough(TextBlocks.Block block) {
        found.addAll(query(IN_BLOCK.formatted(PastCalls.COLUMNS, conditions.period(), conditions.exact()))
                .param("since", block.since())
                .param("until", block.until())
                .query(PastCalls::of)
                .list());
        before = block.since();
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
                .param("indexed", blocks.map(TextBlocks::until).orElse(AFTER_ALL))
                .param("before", before)
                .param("wanted", limit + 1 - found.size());
    }
}

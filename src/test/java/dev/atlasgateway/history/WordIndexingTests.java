package dev.atlasgateway.history;

import static dev.atlasgateway.history.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WordIndexingTests {

    private static final long LONG_AGO = NOON.minus(Duration.ofDays(50)).toEpochMilli();

    private final HistoryFixture past = new HistoryFixture();

    @AfterEach
    void close() {
        past.close();
    }

    @Test
    void notesEachWordOfABlockOnceHoweverManyCallsHoldIt() {
        refusals(0, 2 * WordIndexing.BLOCK + 1);
        past.doAll(past.indexing);

        assertThat(blocksWith("search")).hasSize(2);
        assertThat(blocksWith("r1")).as("ids").isEmpty();
    }

    @Test
    void leavesAloneWhatFillsNoBlockAndWhatIsTooYoungToBeComplete() {
        refusals(0, WordIndexing.BLOCK);
        past.doAll(past.indexing);
        assertThat(blocksWith("search")).isEmpty();

        past.call(NOON.minusSeconds(60));
        past.doAll(past.indexing);
        assertThat(blocksWith("search")).isEmpty();

        past.now = NOON.plus(Duration.ofMinutes(15));
        past.doAll(past.indexing);
        assertThat(blocksWith("search")).hasSize(1);
    }

    @Test
    void leavesABlockAloneInWhichAnEndingMayStillCome() {
        refusals(0, WordIndexing.BLOCK + 1);
        past.settle(Instant.ofEpochMilli(LONG_AGO));
        past.doWhatIsSettled(past.indexing);

        assertThat(blocksWith("search")).isEmpty();
    }

    @Test
    void goesOnWhereItEndedSoThatEveryEndingIsInOneBlock() {
        refusals(0, WordIndexing.BLOCK + 1);
        past.doAll(past.indexing);
        refusals(WordIndexing.BLOCK + 1, WordIndexing.BLOCK);
        past.doAll(past.indexing);
        past.doAll(past.indexing);

        assertThat(past.sql.sql("""
                        select count(*) from audit_block b join audit a on a.id >= b.since and a.id < b.until group by b.number""").query(Integer.class).list())
                .containsExactly(WordIndexing.BLOCK, WordIndexing.BLOCK);
    }

    @Test
    void findsAWordThatIsYoungerThanEveryBlockAndOneThatIsOlder() {
        var old = tagged(NOON.minus(Duration.ofDays(51)));
        refusals(0, 3 * WordIndexing.BLOCK);
        past.doAll(past.indexing);
        var young = tagged(NOON);

        var found = past.search.page(Filter.all().with(Criterion.TEXT, "zeb"), null, 10);

        assertThat(found.items()).extracting(PastCall::id).containsExactly(young, old);
        assertThat(found.next()).isNull();
    }

    @Test
    void forgetsTheBlocksOfMonthsThatAreDropped() {
        refusals(0, WordIndexing.BLOCK + 1);
        past.doAll(past.indexing);
        past.call(NOON);

        past.sql.sql("select audit_drop_months_before('2026-11-01')").query().listOfRows();
        past.doAll(past.indexing);

        assertThat(blocksWith("search")).isEmpty();
        assertThat(past.sql
                        .sql("select count(*) from audit_block")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private UUID tagged(Instant at) {
        return past.call(at, "change", "{\"tags\": [{\"key\": \"animal\", \"value\": \"Zebra\"}]}");
    }

    private List<Integer> blocksWith(String word) {
        return past.sql
                .sql("select block from audit_word where word = ?")
                .param(word)
                .query(Integer.class)
                .list();
    }

    /** So many, a millisecond apart, the first one so many milliseconds after they begin. */
    private void refusals(int first, int number) {
        past.sql
                .sql("""
                insert into audit (id, stage, replica, received_at, request_id, method, team, decision, decided_by, outcome)
                select (lpad(to_hex(:at + n), 12, '0') || '70008000000000000000')::uuid, 'outcome', 'r',
                       now(), 'r' || n, 'GET', 'search', 'refused', 'access', 'refused'
                from generate_series(:first, :last) n
                """)
                .param("at", LONG_AGO)
                .param("first", first)
                .param("last", first + number - 1)
                .update();
    }
}

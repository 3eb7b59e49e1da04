package dev.atlasgateway.history;

import java.sql.Timestamp;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Notes which words occur in which blocks of endings, so that a text is looked for only where it may be ({@link TextBlocks}).
 *
 * <p>A block is full before it is noted, and no ending can come to be in it any more. What is younger than the last one is
 * looked through as it is.
 */
final class WordIndexing implements BackgroundJob {

    /** How many endings a block has. */
    static final int BLOCK = 2_000;

    private static final String CLAIM = "select until from audit_indexed for update skip locked";

    private static final String NEXT_BLOCK = """
            select id from audit where stage = 'outcome' and id >= ? and id < audit_floor(?) order by id offset ? limit 1""";

    private static final String NOTE = """
            with block as (insert into audit_block (since, until) values (:since, :until) returning number)
            insert into audit_word
            select word, number from block, (
                select distinct word from (
                    select distinct text from audit, unnest(array[%s]) text
                    where stage = 'outcome' and id >= :since and id < :until) texts, audit_words(text) word) words
            """.formatted(Conditions.TEXTS);

    private static final String NEWEST_FORGOTTEN = """
            select number from audit_block where until <= (select id from audit order by id limit 1) order by since desc limit 1""";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    WordIndexing(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public boolean next() {
        return Boolean.TRUE.equals(transaction.execute(status ->
                jdbc.sql(CLAIM).query(UUID.class).optional().map(this::noteFrom).orElse(false)));
    }

    private boolean noteFrom(UUID since) {
        var until = jdbc.sql(NEXT_BLOCK)
                .params(since, Timestamp.from(BackgroundJob.settled(jdbc)), BLOCK)
                .query(UUID.class)
                .optional();
        if (until.isEmpty()) {
            forget();
            return false;
        }
        jdbc.sql(NOTE).param("since", since).param("until", until.get()).update();
        jdbc.sql("update audit_indexed set until = ?").param(until.get()).update();
        return true;
    }

    /** Removes the blocks of months that are gone. */
    private void forget() {
        jdbc.sql(NEWEST_FORGOTTEN).query(Integer.class).optional().ifPresent(number -> {
            jdbc.sql("delete from audit_word where block <= ?").param(number).update();
            jdbc.sql("delete from audit_block where number <= ?").param(number).update();
        });
    }

    @Override
    public String toString() {
        return "indexed by its words";
    }
}

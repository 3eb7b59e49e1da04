package dev.atlasgateway.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The blocks of endings in which a text may be: those that have, for each of its words, one that begins so.
 *
 * <p>Words of less than {@link #SHORTEST} characters are not asked for: half of all words begin so.
 */
final class TextBlocks {

    private static final int SHORTEST = 3;

    private static final String WORDS = "select word from audit_words(?) word where length(word) >= ?";

    /** A word has neither {@code %} nor {@code _} in it. */
    private static final String OF_WORD = "select block from audit_word where word like :word%d || '%%'";

    private static final String LAST = "select until from audit_block order by since desc limit 1";

    private static final String NEWEST = """
            select since, until from audit_block
            where number = any(:numbers) and until > :oldest and since < :before order by since desc limit 1""";

    private final JdbcClient jdbc;
    private final Integer[] numbers;
    private final UUID until;

    private TextBlocks(JdbcClient jdbc, Integer[] numbers, UUID until) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.until = until;
    }

    /** Empty if there are none yet, or all may hold the text. */
    static Optional<TextBlocks> of(JdbcClient jdbc, String text) {
        var words = jdbc.sql(WORDS).params(text, SHORTEST).query(String.class).list();
        return words.isEmpty()
                ? Optional.empty()
                : jdbc.sql(LAST)
                        .query(UUID.class)
                        .optional()
                        .map(until -> new TextBlocks(jdbc, numbers(jdbc, words), until));
    }

    private static Integer[] numbers(JdbcClient jdbc, List<String> words) {
        var parts = new ArrayList<String>();
        IntStream.range(0, words.size()).forEach(i -> parts.add(OF_WORD.formatted(i)));
        var query = jdbc.sql(String.join(" intersect ", parts));
        for (int i = 0; i < words.size(); i++) {
            query = query.param("word" + i, words.get(i));
        }
        return query.query(Integer.class).set().toArray(Integer[]::new);
    }

    /** Where the youngest block ends; what comes then is in none yet. */
    UUID until() {
        return until;
    }

    int count() {
        return numbers.length;
    }

    /** The newest block that may have endings from the first to before the second. */
    Optional<Block> newestBetween(UUID oldest, UUID before) {
        return jdbc.sql(NEWEST)
                .param("numbers", numbers)
                .param("oldest", oldest)
                .param("before", before)
                .query(Block.class)
                .optional();
    }

    /** Endings in a row, with ids from the first to before the second. */
    record Block(UUID since, UUID until) {}
}

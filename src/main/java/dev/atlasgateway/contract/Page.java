package dev.atlasgateway.contract;

/**
 * Part of a list that a caller asks for, with the parameters of Atlas.
 *
 * @param number {@code pageNum}, from 1
 * @param size {@code itemsPerPage}, at most {@link #MAX_SIZE}
 * @param count {@code includeCount}: whether the answer says how many entries the whole list has
 */
public record Page(int number, int size, boolean count) {

    public static final Page FIRST = new Page(1, 100, true);
    public static final int MAX_SIZE = 500;

    /** Returns the query that asks for this page. */
    public String query() {
        return "includeCount=%s&pageNum=%d&itemsPerPage=%d".formatted(count, number, size);
    }
}

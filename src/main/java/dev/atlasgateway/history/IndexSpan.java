package dev.atlasgateway.history;

import java.util.UUID;

/** The spans of time that the search index knows: 2²⁴ ms, some five hours, numbered. */
final class IndexSpan {

    private static final int MILLIS_OF_ID = 16;
    private static final int BITS = 24;

    private IndexSpan() {}

    static long of(UUID id) {
        return id.getMostSignificantBits() >>> MILLIS_OF_ID >>> BITS;
    }

    /** The smallest id in it. */
    static UUID start(long span) {
        return new UUID(span << BITS << MILLIS_OF_ID, 0);
    }

    /** The first six digits of each id in it, which is what the index has. */
    static String term(long span) {
        return "%06x".formatted(span);
    }
}

package dev.atlasgateway.history;

import java.util.UUID;

/** Span of time as the search index has it: 2²⁴ ms, some five hours. Spans are numbered. */
final class IndexSpan {

    private static final int MILLIS_OF_ID = 16;
    private static final int BITS = 24;

    private IndexSpan() {}

    static long of(UUID id) {
        return id.getMostSignificantBits() >>> MILLIS_OF_ID >>> BITS;
    }

    /** Returns the smallest id in the span. */
    static UUID start(long span) {
        return new UUID(span << BITS << MILLIS_OF_ID, 0);
    }

    /** Returns the first six digits of each id in the span, as the index has them. */
    static String term(long span) {
        return "%06x".formatted(span);
    }
}

package dev.atlasgateway.explain;

import java.time.Instant;

/**
 * A draft being held against a period's calls, or what came of it.
 *
 * @param about what is tried, in words
 * @param total how many calls there are to replay; -1 until they are counted
 * @param result what is known so far, and in the end
 */
public record Backtest(
        String id,
        String startedBy,
        Instant startedAt,
        String about,
        Instant from,
        Instant until,
        State state,
        long total,
        Comparison result) {

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    Backtest at(State reached, long counted, Comparison found) {
        return new Backtest(id, startedBy, startedAt, about, from, until, reached, counted, found);
    }
}

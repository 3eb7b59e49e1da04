package dev.atlasgateway.explain;

import java.time.Instant;

/**
 * A comparison of a policy draft with the calls of a period, running or ended.
 *
 * @param about the draft in words
 * @param total the number of calls to replay; -1 until they are counted
 * @param result the result so far
 */
public record Backtest(
        String id,
        String startedBy,
        Instant startedAt,
        String about,
        Instant from,
        Instant to,
        State state,
        long total,
        Comparison result) {

    /** The state of a backtest. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    Backtest at(State newState, long newTotal, Comparison newResult) {
        return new Backtest(id, startedBy, startedAt, about, from, to, newState, newTotal, newResult);
    }
}

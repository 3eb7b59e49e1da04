package dev.atlasgateway.explain;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A draft being held against a period's calls, or what came of it. */
public final class Backtest {

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    private static final Logger log = LoggerFactory.getLogger(Backtest.class);
    private static final int PARTS = 2;

    private final String id;
    private final String startedBy;
    private final Instant from;
    private final Instant until;
    private final Replay before;
    private final Replay after;
    private final Tally tally = new Tally();
    private final CountDownLatch parts = new CountDownLatch(PARTS);
    private volatile State state = State.RUNNING;
    private volatile long total = -1;

    Backtest(String id, String startedBy, Instant from, Instant until, Replay before, Replay after) {
        this.id = id;
        this.startedBy = startedBy;
        this.from = from;
        this.until = until;
        this.before = before;
        this.after = after;
    }

    public String id() {
        return id;
    }

    public String startedBy() {
        return startedBy;
    }

    public State state() {
        return state;
    }

    /** How many calls there are to replay; -1 until they are counted. */
    public long total() {
        return total;
    }

    /** What is known so far, and in the end. */
    public Comparison result() {
        return tally.sum();
    }

    /** Stops it; what was found so far stays. */
    public void cancel() {
        if (state == State.RUNNING) {
            state = State.CANCELLED;
        }
    }

    /** Replays everything, in two halves of the period at the same time. */
    void run(AuditedCalls calls) {
        try {
            total = calls.count(from, until);
            var middle = from.plus(Duration.between(from, until).dividedBy(PARTS));
            Thread.ofPlatform().name("backtest-" + id).daemon().start(() -> part(calls, from, middle));
            part(calls, middle, until);
            parts.await();
            state = state == State.RUNNING ? State.DONE : state;
        } catch (SQLException e) {
            failed(e);
        } catch (InterruptedException e) {
            cancel();
        }
    }

    private void part(AuditedCalls calls, Instant start, Instant end) {
        try {
            calls.read(start, end, call -> {
                tally.add(call, before.decide(call), after.decide(call));
                return state == State.RUNNING;
            });
        } catch (SQLException | RuntimeException e) {
            failed(e);
        } finally {
            parts.countDown();
        }
    }

    private void failed(Exception e) {
        state = State.FAILED;
        log.warn("Backtest {} failed", id, e);
    }
}

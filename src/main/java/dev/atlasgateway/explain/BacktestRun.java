package dev.atlasgateway.explain;

import dev.atlasgateway.explain.Backtest.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Runs one backtest: replays the calls of the period in two halves at the same time, and reports the progress. */
final class BacktestRun {

    private static final Logger LOG = LoggerFactory.getLogger(BacktestRun.class);
    private static final int PARTS = 2;
    private static final long REPORT_EVERY_MILLIS = 250;

    private final Backtest start;
    private final AuditedCallReader calls;
    private final CallReplay inForce;
    private final CallReplay draft;
    private final ComparisonTally tally = new ComparisonTally();
    private final CountDownLatch parts = new CountDownLatch(PARTS);
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private volatile long total = -1;

    BacktestRun(Backtest start, AuditedCallReader calls, CallReplay inForce, CallReplay draft) {
        this.start = start;
        this.calls = calls;
        this.inForce = inForce;
        this.draft = draft;
    }

    Backtest now() {
        return start.at(state.get(), total, tally.sum());
    }

    /** Stops the run at once, also while the database has not answered yet. The result so far stays. */
    void cancel() {
        end(State.CANCELLED);
    }

    /** Runs until all calls are replayed or the backtest is cancelled. */
    void run(BacktestStore store) {
        var middle =
                start.from().plus(Duration.between(start.from(), start.to()).dividedBy(PARTS));
        inBackground(() -> {
            total = calls.count(start.from(), start.to());
            replay(start.from(), middle);
        });
        inBackground(() -> replay(middle, start.to()));
        try {
            while (!parts.await(REPORT_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (store.report(now())) {
                    cancel();
                }
                if (state.get() != State.RUNNING) {
                    calls.stop(); // again, because a query may have started since
                }
            }
            end(State.DONE);
            store.report(now());
        } catch (InterruptedException e) {
            cancel();
        } catch (DataAccessException e) {
            fail(e);
        }
    }

    private interface Part {
        void read() throws SQLException;
    }

    private void inBackground(Part part) {
        Thread.ofPlatform().name("backtest-" + start.id()).daemon().start(() -> {
            try {
                part.read();
            } catch (SQLException | RuntimeException | Error e) { // without its part the result would be wrong
                fail(e);
            } finally {
                parts.countDown();
            }
        });
    }

    private void replay(Instant from, Instant until) throws SQLException {
        calls.read(from, until, call -> {
            tally.add(call, inForce.decide(call), draft.decide(call));
            return state.get() == State.RUNNING;
        });
    }

    private void fail(Throwable e) {
        if (end(State.FAILED)) {
            LOG.warn("Backtest {} failed", start.id(), e);
        }
    }

    /** Only the first end counts, because a cancelled query also throws. */
    private boolean end(State endState) {
        var first = state.compareAndSet(State.RUNNING, endState);
        if (first && endState != State.DONE) {
            calls.stop();
        }
        return first;
    }
}

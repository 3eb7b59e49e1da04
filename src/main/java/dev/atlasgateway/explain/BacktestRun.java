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

/** The work of one backtest: replays the period's calls in two halves at the same time, and tells how far it is. */
final class BacktestRun {

    private static final Logger LOG = LoggerFactory.getLogger(BacktestRun.class);
    private static final int PARTS = 2;
    private static final long TOLD_EVERY_MILLIS = 250;

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

    /** Stops it within a moment, also while the store has yet to answer; what was found so far stays. */
    void cancel() {
        end(State.CANCELLED);
    }

    /** Works until everything is replayed, or somebody has had enough. */
    void work(BacktestStore store) {
        var middle =
                start.from().plus(Duration.between(start.from(), start.until()).dividedBy(PARTS));
        inBackground(() -> {
            total = calls.count(start.from(), start.until());
            replay(start.from(), middle);
        });
        inBackground(() -> replay(middle, start.until()));
        try {
            while (!parts.await(TOLD_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (store.tell(now())) {
                    cancel();
                }
                if (state.get() != State.RUNNING) {
                    calls.stop(); // again, as a query may have begun since
                }
            }
            end(State.DONE);
            store.tell(now());
        } catch (InterruptedException e) {
            cancel();
        } catch (DataAccessException e) {
            failed(e);
        }
    }

    private interface Part {
        void read() throws SQLException;
    }

    private void inBackground(Part part) {
        Thread.ofPlatform().name("backtest-" + start.id()).daemon().start(() -> {
            try {
                part.read();
            } catch (SQLException | RuntimeException e) {
                failed(e);
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

    private void failed(Exception e) {
        if (end(State.FAILED)) {
            LOG.warn("Backtest {} failed", start.id(), e);
        }
    }

    /** The first end counts: a query that was cancelled has not failed. */
    private boolean end(State reached) {
        var first = state.compareAndSet(State.RUNNING, reached);
        if (first && reached != State.DONE) {
            calls.stop();
        }
        return first;
    }
}

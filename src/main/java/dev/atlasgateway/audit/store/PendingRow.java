package dev.atlasgateway.audit.store;

import dev.atlasgateway.exchange.Deadlines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A row that waits to be stored, and the call that waits for it. */
public final class PendingRow {

    public enum State {
        /** Not durable, as far as is known. */
        PENDING,
        /** Durable; waits while an older change to the same instance is being retried. */
        HELD,
        /** Durable; its call may go on. */
        STORED,
        /** The call no longer waits: the row need not be stored any more. */
        WITHDRAWN,
        /** Never to be stored. */
        LOST
    }

    private final AuditRow row;
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
    private final Deadlines deadlines;
    private volatile @Nullable Thread waiting;

    PendingRow(AuditRow row, Deadlines deadlines) {
        this.row = row;
        this.deadlines = deadlines;
    }

    AuditRow row() {
        return row;
    }

    public State state() {
        return state.get();
    }

    /** Waits until the row is stored or lost, or the time is over. Only one thread may wait. */
    public State await(Duration patience) {
        if (!patience.isPositive()) {
            return state();
        }
        var over = new AtomicBoolean();
        var thread = Thread.currentThread();
        waiting = thread;
        try (var ignored = deadlines.watch(patience, () -> {
            over.set(true);
            LockSupport.unpark(thread);
        })) {
            while (isOpen() && !over.get() && !thread.isInterrupted()) {
                LockSupport.park(this);
            }
        }
        return state();
    }

    private boolean isOpen() {
        return state() == State.PENDING || state() == State.HELD;
    }

    /** Withdraws the row, unless it was stored in the meantime. Returns the state. */
    public State withdraw() {
        return state.updateAndGet(now -> now == State.PENDING || now == State.HELD ? State.WITHDRAWN : now);
    }

    void hold() {
        state.compareAndSet(State.PENDING, State.HELD);
    }

    void markStored() {
        settle(State.STORED);
    }

    void markLost() {
        settle(State.LOST);
    }

    private void settle(State end) {
        state.updateAndGet(now -> now == State.WITHDRAWN ? now : end);
        LockSupport.unpark(waiting);
    }
}

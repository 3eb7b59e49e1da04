package dev.atlasgateway.audit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A row on its way into the store, and the call that waits for it. */
final class Ticket {

    enum State {
        /** Not durable, as far as is known. */
        PENDING,
        /** Durable; an older change to the same resource is being repeated. */
        HELD,
        /** Durable, and free to go on. */
        STORED,
        /** Nobody waits for it: it need not be stored if it is not yet. */
        WITHDRAWN,
        /** It will never be stored. */
        LOST
    }

    private final Row row;
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
    private final CountDownLatch settled = new CountDownLatch(1);

    Ticket(Row row) {
        this.row = row;
    }

    Row row() {
        return row;
    }

    State state() {
        return state.get();
    }

    /** Waits until the row is stored or lost, or the time is over. */
    State await(Duration patience) {
        try {
            var unused = settled.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return state();
    }

    /** Gives the row up, unless it was stored in the meantime. */
    State withdraw() {
        return state.updateAndGet(now -> now == State.PENDING || now == State.HELD ? State.WITHDRAWN : now);
    }

    void hold() {
        state.compareAndSet(State.PENDING, State.HELD);
    }

    void stored() {
        settle(State.STORED);
    }

    void lost() {
        settle(State.LOST);
    }

    private void settle(State end) {
        state.updateAndGet(now -> now == State.WITHDRAWN ? now : end);
        settled.countDown();
    }
}

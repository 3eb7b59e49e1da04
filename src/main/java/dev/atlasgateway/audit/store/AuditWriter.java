package dev.atlasgateway.audit.store;

import dev.atlasgateway.audit.store.AuditMeters.Loss;
import dev.atlasgateway.exchange.Deadlines;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: stores the rows of many calls with one commit. While a commit is under way, the next rows gather.
 *
 * <p>Only its one thread writes. It keeps rows that could not be stored, and retries them in order until that works. The
 * queue is bounded, but the outcome of an intent that may be stored always finds room.
 */
public final class AuditWriter {

    /** How often an idle writer checks that it could store something. */
    public static final Duration PROBE_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
    private static final Duration LEASE_CHECK_EVERY = Duration.ofMillis(20);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final long LINGER_A_ROW = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_LINGER = TimeUnit.MILLISECONDS.toNanos(1);

    private final AuditStore store;
    private final StoreAvailability availability;
    private final AuditMeters meters;
    private final int capacity;
    private final int batchSize;

    private final LinkedBlockingQueue<PendingRow> queue = new LinkedBlockingQueue<>();
    private final Deadlines deadlines = new Deadlines("audit-deadlines");
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("audit-writer").unstarted(this::run);
    private volatile boolean outOfTime;

    private final List<PendingRow> batch = new ArrayList<>();
    private final HeldIntents heldIntents = new HeldIntents();
    private int lastBatch;
    private Duration pause = SHORTEST_PAUSE;

    public AuditWriter(
            AuditStore store, StoreAvailability availability, AuditMeters meters, int capacity, int batchSize) {
        this.store = store;
        this.availability = availability;
        this.meters = meters;
        this.capacity = capacity;
        this.batchSize = batchSize;
        meters.queue(queue::size);
    }

    public void start() {
        thread.start();
    }

    /** Queues a row. The result shows the state of the row. */
    public PendingRow submit(AuditRow row) {
        var pending = new PendingRow(row, deadlines);
        if (stopping.getCount() == 0) {
            lose(pending, Loss.STOPPED);
        } else if (queue.size() >= capacity && !row.followsIntent()) {
            lose(pending, Loss.QUEUE_FULL);
        } else {
            row.markSubmitted();
            queue.add(pending);
        }
        return pending;
    }

    /** Stores the rows that are left, as far as the time allows. */
    public void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        var wake = new PendingRow(AuditRow.intent(new UUID(0, 0)), deadlines);
        wake.withdraw();
        queue.add(wake);
        LockSupport.unpark(thread);
        if (!thread.join(patience)) {
            LOG.error(
                    "The gateway stops with records that could not be stored in time; each call's log line has its record.");
            outOfTime = true;
        }
    }

    private void run() {
        while (!isDone()) {
            try {
                gather();
                turn();
                availability.confirm();
                pause = SHORTEST_PAUSE;
            } catch (SQLException | RuntimeException | Error e) {
                availability.reportFailure(e);
                store.close();
                pause();
            } catch (InterruptedException e) {
                break; // only a dying JVM interrupts this thread
            }
        }
        batch.addAll(queue);
        batch.forEach(pending -> lose(pending, Loss.STOPPED));
        store.close();
        deadlines.close();
    }

    private boolean isDone() {
        return outOfTime || (stopping.getCount() == 0 && queue.isEmpty() && batch.isEmpty());
    }

    private void gather() throws InterruptedException {
        if (batch.isEmpty() && availability.isWritable()) {
            var wait = heldIntents.isEmpty() ? PROBE_EVERY : LEASE_CHECK_EVERY;
            var first = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                batch.add(first);
                linger();
            }
        }
        queue.drainTo(batch, batchSize - batch.size());
        batch.removeIf(pending -> pending.state() == PendingRow.State.WITHDRAWN);
    }

    /**
     * Waits for more rows, longer if many came last time: a commit of one row costs about as much as one of fifty.
     *
     * <p>Measured with 64 callers: a third of the longest wait costs PostgreSQL a quarter more a call, and three times as
     * much costs a tenth of the throughput.
     */
    private void linger() {
        if (lastBatch > 1 && stopping.getCount() > 0) {
            LockSupport.parkNanos(this, Math.min(LINGER_A_ROW * lastBatch, LONGEST_LINGER));
        }
    }

    private void turn() throws SQLException {
        if (batch.isEmpty() && heldIntents.isEmpty()) {
            store.probe();
        }
        lastBatch = batch.size();
        if (lastBatch > 0) {
            commit(lastBatch);
        }
        if (!heldIntents.isEmpty()) {
            heldIntents.release(store.leases());
        }
    }

    /** Stores the first rows of the batch. If PostgreSQL rejects the contents of a row, stores the others without it. */
    private void commit(int count) throws SQLException {
        var head = batch.subList(0, count);
        try {
            var started = System.nanoTime();
            var givenUp = store.insert(head.stream().map(PendingRow::row).toList());
            meters.recordCommit(Duration.ofNanos(System.nanoTime() - started), count);
            head.forEach(
                    pending -> settle(pending, givenUp.contains(pending.row().id())));
            head.clear();
        } catch (SQLException e) {
            if (!AuditStore.isAboutRows(e)) {
                throw e;
            }
            if (count == 1) {
                LOG.error("The contents of a record cannot be stored (SQLState {}).", e.getSQLState());
                lose(batch.removeFirst(), Loss.UNSTORABLE);
            } else {
                commit(count / 2);
                commit(count - count / 2);
            }
        }
    }

    private void settle(PendingRow pending, boolean givenUp) {
        if (givenUp && pending.row().isOutcome()) {
            LOG.warn(
                    "An outcome came after call {} had been given up as unknown.",
                    pending.row().id());
            lose(pending, Loss.GIVEN_UP);
        } else if (pending.row().get(AuditColumn.RESOURCE) != null) {
            heldIntents.add(pending);
        } else {
            countEnd(pending);
            pending.markStored();
        }
    }

    private void lose(PendingRow pending, Loss cause) {
        if (pending.row().isOutcome()) {
            meters.countLost(cause);
            countEnd(pending);
        }
        pending.markLost();
    }

    private void countEnd(PendingRow pending) {
        if (pending.row().endsPending()) {
            meters.removePending();
        }
    }

    private void pause() {
        LockSupport.parkNanos(this, pause.toNanos());
        var next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }
}

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
 * Stores rows for many callers with one commit: while one is under way, the next gather.
 *
 * <p>One thread, the only one to write. What it could not store it keeps and tries again, in order, for as long as it
 * takes; the queue behind it is bounded, but a row that closes an intent always finds room.
 */
public final class AuditWriter {

    /** How often an idle writer makes sure that it could store something. */
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
    private final HeldIntents newcomers = new HeldIntents();
    private int lastBatch;
    private Duration pause = SHORTEST_PAUSE;

    public AuditWriter(AuditStore store, StoreAvailability availability, AuditMeters meters, int capacity, int batchSize) {
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

    /** Takes a row over; its ticket tells what becomes of it. */
    public PendingRow submit(AuditRow row) {
        var ticket = new PendingRow(row, deadlines);
        if (stopping.getCount() == 0) {
            lose(ticket, Loss.STOPPED);
        } else if (queue.size() >= capacity && !row.closesIntent()) {
            lose(ticket, Loss.QUEUE_FULL);
        } else {
            queue.add(ticket);
        }
        return ticket;
    }

    /** Stores what is left, as far as the time allows. */
    public void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        var wake = new PendingRow(AuditRow.intent(new UUID(0, 0)), deadlines);
        wake.withdraw();
        queue.add(wake);
        LockSupport.unpark(thread);
        if (!thread.join(patience)) {
            LOG.error("The gateway stops with records that could not be stored in time; each call's log line has it.");
            outOfTime = true;
        }
    }

    private void run() {
        while (!isDone()) {
            try {
                gather();
                turn();
                availability.confirmed();
                pause = SHORTEST_PAUSE;
            } catch (SQLException | RuntimeException | Error e) {
                availability.failed(e);
                store.close();
                pause();
            } catch (InterruptedException e) {
                break; // nobody interrupts this thread but a dying JVM
            }
        }
        batch.addAll(queue);
        batch.forEach(ticket -> lose(ticket, Loss.STOPPED));
        store.close();
        deadlines.close();
    }

    private boolean isDone() {
        return outOfTime || (stopping.getCount() == 0 && queue.isEmpty() && batch.isEmpty());
    }

    private void gather() throws InterruptedException {
        if (batch.isEmpty() && availability.isWritable()) {
            var wait = newcomers.isEmpty() ? PROBE_EVERY : LEASE_CHECK_EVERY;
            var first = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                batch.add(first);
                linger();
            }
        }
        queue.drainTo(batch, batchSize - batch.size());
        batch.removeIf(ticket -> ticket.state() == PendingRow.State.WITHDRAWN);
    }

    /** Waits for company, the longer the more came last time: a commit costs much the same for one row and for fifty. */
    private void linger() {
        if (lastBatch > 1 && stopping.getCount() > 0) {
            LockSupport.parkNanos(this, Math.min(LINGER_A_ROW * lastBatch, LONGEST_LINGER));
        }
    }

    private void turn() throws SQLException {
        if (batch.isEmpty() && newcomers.isEmpty()) {
            store.probe();
        }
        lastBatch = batch.size();
        if (lastBatch > 0) {
            commit(lastBatch);
        }
        if (!newcomers.isEmpty()) {
            newcomers.release(store.leases());
        }
    }

    /** Stores the first tickets of the batch; where a row is refused for what it says, all others without it. */
    private void commit(int count) throws SQLException {
        var head = batch.subList(0, count);
        try {
            var started = System.nanoTime();
            var givenUp = store.insert(head.stream().map(PendingRow::row).toList());
            meters.committed(Duration.ofNanos(System.nanoTime() - started), count);
            head.forEach(ticket -> settle(ticket, givenUp.contains(ticket.row().id())));
            head.clear();
        } catch (SQLException e) {
            if (!AuditStore.isAboutRows(e)) {
                throw e;
            }
            if (count == 1) {
                LOG.error("PostgreSQL refuses a record for its contents (SQLState {}).", e.getSQLState());
                lose(batch.removeFirst(), Loss.UNSTORABLE);
            } else {
                commit(count / 2);
                commit(count - count / 2);
            }
        }
    }

    private void settle(PendingRow ticket, boolean givenUp) {
        if (givenUp && ticket.row().isOutcome()) {
            LOG.warn(
                    "An ending came after call {} had been given up as unknown.",
                    ticket.row().id());
            lose(ticket, Loss.GIVEN_UP);
        } else if (ticket.row().get(AuditColumn.RESOURCE) != null) {
            newcomers.add(ticket);
        } else {
            closed(ticket);
            ticket.stored();
        }
    }

    private void lose(PendingRow ticket, Loss cause) {
        if (ticket.row().isOutcome()) {
            meters.lost(cause);
            closed(ticket);
        }
        ticket.lost();
    }

    private void closed(PendingRow ticket) {
        if (ticket.row().closesIntent()) {
            meters.closed();
        }
    }

    private void pause() {
        LockSupport.parkNanos(this, pause.toNanos());
        var next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }
}

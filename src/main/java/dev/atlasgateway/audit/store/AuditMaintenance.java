package dev.atlasgateway.audit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Background jobs that keep the audit whole: close orphans, create and drop partitions, remove dead leases. */
public final class AuditMaintenance {

    private static final Logger LOG = LoggerFactory.getLogger(AuditMaintenance.class);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration PARTITIONS_EVERY = Duration.ofHours(6);
    private static final String DEAD_LEASES = "delete from repeat_lease where expires_at < now() - interval '1 minute'";

    private final AuditPool pool;
    private final MonthlyPartitions partitions;
    private final OrphanCloser orphans;
    private final Duration every;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-maintenance").factory());

    public AuditMaintenance(AuditPool pool, MonthlyPartitions partitions, OrphanCloser orphans, Duration every) {
        this.pool = pool;
        this.partitions = partitions;
        this.orphans = orphans;
        this.every = every;
    }

    public void start() {
        schedule("closing orphans", every, this::sweep);
        schedule("keeping partitions", PARTITIONS_EVERY, this::keepPartitions);
    }

    public void stop() {
        thread.shutdownNow();
    }

    public void sweep() throws SQLException {
        try (var connection = longConnection()) {
            orphans.close(connection);
            try (var delete = connection.createStatement()) {
                delete.execute(DEAD_LEASES);
            }
            connection.commit();
        }
    }

    public void keepPartitions() throws SQLException {
        try (var connection = longConnection()) {
            partitions.look(connection); // in case that creating more of them fails
            partitions.prepare(connection);
            partitions.look(connection);
            connection.commit();
            AuditPool.limit(connection, LONGEST);
            for (var dropped : partitions.expire(connection)) {
                LOG.info("Dropped {}: its records are older than gateway.audit.retention.", dropped);
            }
            connection.commit();
        }
    }

    /** Returns a connection in a transaction, with more time for a statement than the writer's. */
    private Connection longConnection() throws SQLException {
        var connection = pool.connection();
        try {
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
            connection.setAutoCommit(false);
            AuditPool.limit(connection, LONGEST);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void schedule(String what, Duration period, Task task) {
        var failing = new AtomicBoolean();
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                        failing.set(false);
                    } catch (SQLException | RuntimeException | Error e) { // an exception would end the schedule
                        if (!thread.isShutdown() && !failing.getAndSet(true)) {
                            LOG.warn(
                                    "Audit maintenance ({}) fails and is retried until it works: {}",
                                    what,
                                    NestedExceptionUtils.getMostSpecificCause(e).getMessage());
                        }
                    }
                },
                0,
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private interface Task {
        void run() throws SQLException;
    }
}

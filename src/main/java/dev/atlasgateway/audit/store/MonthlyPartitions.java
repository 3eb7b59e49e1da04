package dev.atlasgateway.audit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a partition for each month: creates it ahead, and drops it once its youngest record is older than the retention.
 *
 * <p>Any number of replicas may do both at the same time.
 */
public final class MonthlyPartitions {

    private static final int MONTHS_AHEAD = 2;

    private static final String NAMES =
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'audit'::regclass";

    /** The clock that says less decides: a replica with a wrong clock must not drop what all replicas recorded. */
    private static final String DROP = """
            select audit_drop_months_before(
                least(?, date_trunc('month', (now() - ? * interval '1 millisecond') at time zone 'UTC')::date))
            """;

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'audit_'uuuu_MM");

    private final InstantSource clock;
    private final Duration retention;
    private volatile @Nullable LocalDate last;

    public MonthlyPartitions(InstantSource clock, Duration retention) {
        this.clock = clock;
        this.retention = retention;
    }

    /** Creates the partitions of this month and the next two, if they are missing. */
    public void prepare(Connection connection) throws SQLException {
        prepare(connection, MONTHS_AHEAD);
    }

    /** Creates the partition of this month, if it is missing. Recording does not need those of later months. */
    void prepareThisMonth(Connection connection) throws SQLException {
        prepare(connection, 0);
    }

    private void prepare(Connection connection, int furthest) throws SQLException {
        try (var add = connection.prepareStatement("select audit_add_month(?)")) {
            for (int ahead = 0; ahead <= furthest; ahead++) {
                add.setObject(1, monthOf(Duration.ZERO).plusMonths(ahead));
                add.execute();
            }
        }
    }

    /** Reads how far the partitions reach, for {@link #monthsAhead}. Waits for no lock. */
    public void look(Connection connection) throws SQLException {
        var names = new HashSet<String>();
        try (var query = connection.prepareStatement(NAMES);
                var result = query.executeQuery()) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        var month = monthOf(Duration.ZERO);
        while (names.contains(NAME.format(month))) {
            month = month.plusMonths(1);
        }
        last = month.minusMonths(1);
    }

    /**
     * Returns how many months after this one have a partition, without a gap, as last read. Less than 0 if this month has
     * none; NaN if nothing has been read yet. The number falls as time passes.
     */
    public double monthsAhead() {
        var seen = last;
        return seen == null ? Double.NaN : ChronoUnit.MONTHS.between(monthOf(Duration.ZERO), seen);
    }

    /**
     * Drops the partitions older than the retention, also by PostgreSQL's clock, and returns their names. Gives up soon if
     * readers hold a lock.
     */
    public List<String> expire(Connection connection) throws SQLException {
        var dropped = new ArrayList<String>();
        connection.setAutoCommit(false);
        try (var patience = connection.createStatement();
                var drop = connection.prepareStatement(DROP)) {
            patience.execute("set local lock_timeout = '500ms'"); // while it waits for a reader, every writer waits
            drop.setObject(1, monthOf(retention));
            drop.setLong(2, retention.toMillis());
            try (var names = drop.executeQuery()) {
                while (names.next()) {
                    dropped.add(names.getString(1));
                }
            }
            connection.commit();
        }
        return dropped;
    }

    private LocalDate monthOf(Duration ago) {
        return LocalDate.ofInstant(clock.instant().minus(ago), ZoneOffset.UTC).withDayOfMonth(1);
    }
}

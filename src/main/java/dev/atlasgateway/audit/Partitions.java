package dev.atlasgateway.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a partition for each month: made ahead, dropped once its youngest record is older than the retention.
 *
 * <p>Any number of replicas may do both at once.
 */
final class Partitions {

    private static final int MONTHS_AHEAD = 2;

    private final InstantSource clock;
    private final Duration retention;

    Partitions(InstantSource clock, Duration retention) {
        this.clock = clock;
        this.retention = retention;
    }

    /** Makes the partitions of this month and the next two, where they are missing. */
    void prepare(Connection connection) throws SQLException {
        try (var add = connection.prepareStatement("select audit_add_month(?)")) {
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                add.setObject(1, monthOf(Duration.ZERO).plusMonths(ahead));
                add.execute();
            }
        }
    }

    /** Drops what the retention has outlived, and tells the names; gives up soon if readers are in the way. */
    List<String> expire(Connection connection) throws SQLException {
        var dropped = new ArrayList<String>();
        connection.setAutoCommit(false);
        try (var patience = connection.createStatement();
                var drop = connection.prepareStatement("select audit_drop_months_before(?)")) {
            patience.execute("set local lock_timeout = '500ms'"); // while it waits for a reader, every writer waits
            drop.setObject(1, monthOf(retention));
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

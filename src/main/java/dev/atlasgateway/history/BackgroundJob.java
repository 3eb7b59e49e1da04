package dev.atlasgateway.history;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Something to be done with what has been recorded, part by part, so that it is read faster; its {@code toString} says
 * what, as in "counted".
 */
interface BackgroundJob {

    /**
     * Calls that came before this are complete: the audit has ended those of dead replicas too, however long its settings
     * have it wait for them.
     */
    static Instant settled(JdbcClient jdbc) {
        return jdbc.sql("select until from audit_settled")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    /** Does the next part of what is due, on one replica at a time, and tells whether more is. */
    boolean next();
}

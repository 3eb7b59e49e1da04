package dev.atlasgateway.history;

import java.time.Duration;

/**
 * Something to be done with what has been recorded, part by part, so that it is read faster; its {@code toString} says
 * what, as in "counted".
 */
interface Chore {

    /** What is older than this is complete: endings are stored by then, those of dead replicas too. */
    Duration SETTLED = Duration.ofMinutes(10);

    /** Does the next part of what is due, on one replica at a time, and tells whether more is. */
    boolean next();
}

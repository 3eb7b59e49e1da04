package dev.atlasgateway.replicas;

import java.time.Duration;
import java.time.Instant;

/**
 * A call and what came of it, as its caller saw it.
 *
 * @param mark what tells this change from all others, at Atlas and in the audit
 * @param seen the status and Atlas's error code, or how the connection failed
 * @param closed whether no further call goes over the connection
 */
record Made(String mark, Instant at, Duration took, int status, String seen, String replica, boolean closed) {

    boolean succeeded() {
        return status == 200;
    }

    Instant ended() {
        return at.plus(took);
    }
}

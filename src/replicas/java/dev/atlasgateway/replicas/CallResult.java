package dev.atlasgateway.replicas;

import java.time.Duration;
import java.time.Instant;

/**
 * A call and its outcome, as its caller saw it.
 *
 * @param mark identifies this change at Atlas and in the audit
 * @param seen the status and Atlas's error code, or how the connection failed
 * @param closed whether no further call goes over the connection
 */
record CallResult(String mark, Instant at, Duration duration, int status, String seen, String replica, boolean closed) {

    boolean succeeded() {
        return status == 200;
    }

    Instant ended() {
        return at.plus(duration);
    }
}

package dev.atlasgateway.audit.store;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Whether rows can be stored, as the writer last saw it. */
public final class StoreAvailability {

    private enum State {
        UNTRIED,
        WRITABLE,
        AWAY
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreAvailability.class);

    private volatile State state = State.UNTRIED;
    private volatile long since = System.nanoTime();
    private volatile long lastSuccess;

    /** Notes that the writer stored something, or could have. */
    void confirm() {
        lastSuccess = System.nanoTime();
        if (state != State.WRITABLE) {
            if (state == State.AWAY) {
                LOG.info("The audit store is back after {} ms.", age(since).toMillis());
            }
            since = lastSuccess;
            state = State.WRITABLE;
        }
    }

    /** Notes that the writer could not store its rows and will retry. Logged once for each outage. */
    public void reportFailure(Throwable e) {
        if (state != State.AWAY) {
            since = System.nanoTime();
            state = State.AWAY;
            LOG.error(
                    "The audit store is away: calls to Atlas are refused until it is back. {}",
                    NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        }
    }

    public boolean isWritable() {
        return state == State.WRITABLE;
    }

    /** Returns whether the last success was within this duration. */
    public boolean isWritable(Duration silence) {
        return isWritable() && age(lastSuccess).compareTo(silence) <= 0;
    }

    /**
     * Returns how long a call may still wait for the store.
     *
     * <p>If the store has been away for longer than a call would wait, new calls do not wait at all: they would only pile up.
     */
    public Duration patience(Duration full) {
        if (state != State.AWAY) {
            return full;
        }
        var left = full.minus(age(since));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration age(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}

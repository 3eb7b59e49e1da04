package dev.atlasgateway.revision;

import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Keeps the newest accepted revision of the store in force.
 *
 * <p>A revision is accepted or refused as a whole, and only what changed is read. If anything goes wrong, the last
 * accepted one stays in force until a better one exists.
 */
final class ActiveSnapshot {

    private static final Logger log = LoggerFactory.getLogger(ActiveSnapshot.class);

    private final RevisionStore store;
    private final PolicyRules rules;
    private final InstantSource clock;

    private volatile PolicySnapshot current = PolicySnapshot.EMPTY;
    private volatile Instant checkedAt;
    private volatile long refused; // the newest revision if it is refused, which is logged once
    private boolean unreachable; // which is logged once

    ActiveSnapshot(RevisionStore store, PolicyRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.checkedAt = clock.instant();
    }

    PolicySnapshot snapshot() {
        return current;
    }

    /** Returns the time since the store last answered whether a newer revision exists. */
    Duration age() {
        return Duration.between(checkedAt, clock.instant());
    }

    /** Returns the newest revision if it is refused, else 0. */
    long refused() {
        return refused;
    }

    /** Brings the newest revision into force if the store answers and the rules accept it. Never throws. */
    synchronized void reload() {
        try {
            var newest = store.newest();
            if (newest == current.revision()) {
                refused = 0; // a refused one that came after it is gone from the store
            } else if (newest != refused) {
                load(newest);
            }
            checkedAt = clock.instant();
            if (unreachable) {
                unreachable = false;
                log.info("The policy store answers again");
            }
        } catch (RuntimeException e) {
            if (!unreachable) {
                unreachable = true;
                log.warn(
                        "The policy store cannot be read; {} stays in force until it can: {}", description(), cause(e));
            }
        }
    }

    /**
     * Brings a revision into force that this replica has just written, unless it or a newer one is in force already.
     */
    synchronized void activate(PolicySnapshot written) {
        if (current.revision() < written.revision()) {
            enforce(written);
        }
    }

    private void load(long newest) {
        try {
            var base = newest > current.revision() ? current : PolicySnapshot.EMPTY; // less after a restored backup
            var edits = store.edits(base.revision(), newest);
            enforce(rules.acceptStored(edits, base.with(edits, newest)));
            rules.faultsOutside(edits).forEach(fault -> log.warn("Policy revision {}: {}", newest, fault));
        } catch (InvalidPolicyException e) {
            refused = newest;
            log.error("Policy revision {} is refused; {} stays in force: {}", newest, description(), e.summary());
        }
    }

    private void enforce(PolicySnapshot snapshot) {
        current = snapshot;
        refused = 0;
        log.info("Policy revision {} is in force", snapshot.revision());
    }

    private String description() {
        return current.revision() == 0 ? "no policy, which allows nothing," : "revision " + current.revision();
    }

    private static String cause(Throwable thrown) {
        var root = NestedExceptionUtils.getMostSpecificCause(thrown);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}

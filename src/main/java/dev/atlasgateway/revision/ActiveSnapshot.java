package dev.atlasgateway.revision;

import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Keeps the newest good revision of the store in force.
 *
 * <p>A revision is taken as a whole or refused as a whole, and only what changed is read. Whatever goes wrong, the last
 * good one stays, and is replaced as soon as there is a better one.
 */
final class ActiveSnapshot {

    private static final Logger log = LoggerFactory.getLogger(ActiveSnapshot.class);

    private final RevisionStore store;
    private final PolicyRules rules;
    private final InstantSource clock;

    private final ReentrantLock look = new ReentrantLock();
    private volatile PolicySnapshot current = PolicySnapshot.EMPTY;
    private volatile Instant checkedAt;
    private volatile long refused; // the newest revision, if it is bad: told once
    private boolean unanswered; // told once

    ActiveSnapshot(RevisionStore store, PolicyRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.checkedAt = clock.instant();
    }

    PolicySnapshot snapshot() {
        return current;
    }

    /** How long ago the store was last asked, and answered, whether there is a newer revision. */
    Duration age() {
        return Duration.between(checkedAt, clock.instant());
    }

    /** The newest revision, if it is bad, else 0. */
    long refused() {
        return refused;
    }

    /** Brings the newest revision into force, if it is good and the store answers. Never throws. */
    void reload() {
        look.lock();
        try {
            var newest = store.newest();
            if (newest == current.revision()) {
                refused = 0; // a bad one that came after it is gone from the store
            } else if (newest != refused) {
                load(newest);
            }
            checkedAt = clock.instant();
            if (unanswered) {
                unanswered = false;
                log.info("The policy store answers again");
            }
        } catch (RuntimeException e) {
            if (!unanswered) {
                unanswered = true;
                log.warn("The policy store cannot be read, {} stays in force until it can: {}", words(), cause(e));
            }
        } finally {
            look.unlock();
        }
    }

    /** Takes what was just written, unless that, or a newer one, was seen in the store meanwhile. */
    void take(PolicySnapshot written) {
        look.lock();
        try {
            if (current.revision() < written.revision()) {
                enforce(written);
            }
        } finally {
            look.unlock();
        }
    }

    private void load(long newest) {
        try {
            var base = newest > current.revision() ? current : PolicySnapshot.EMPTY; // less after a restored backup
            var edits = store.edits(base.revision(), newest);
            enforce(rules.acceptStored(edits, base.with(edits, newest)));
            rules.faultsOutside(edits).forEach(fault -> log.warn("Policy revision {}: {}", newest, fault));
        } catch (InvalidPolicy e) {
            refused = newest;
            log.error("Policy revision {} is refused, {} stays in force: {}", newest, words(), e.summary());
        }
    }

    private void enforce(PolicySnapshot snapshot) {
        current = snapshot;
        refused = 0;
        log.info("Policy revision {} is in force", snapshot.revision());
    }

    private String words() {
        return current.revision() == 0 ? "no policy, which allows nothing," : "revision " + current.revision();
    }

    private static String cause(Throwable thrown) {
        var root = NestedExceptionUtils.getMostSpecificCause(thrown);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}

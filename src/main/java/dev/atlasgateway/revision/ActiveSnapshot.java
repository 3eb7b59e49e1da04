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
 * accepted one stays in force until a better one exists; at a start, that is the newest one of the store that the rules
 * accept, without what later ones may have revoked.
 */
final class ActiveSnapshot {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveSnapshot.class);

    /** How many revisions before a refused one are tried at a start. */
    private static final int FALLBACKS = 20;

    private final RevisionStore store;
    private final PolicyRules rules;
    private final InstantSource clock;

    private volatile PolicySnapshot current = PolicySnapshot.EMPTY;
    private volatile Instant checkedAt;
    private volatile boolean read; // the store has answered at least once
    private volatile long refused; // the newest revision if it is refused, which is logged once
    private boolean fallenBack; // the one in force is not the whole revision
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

    /** Returns whether the policy in force is one of the store: an accepted revision, or none because it has none. */
    boolean isKnown() {
        return read && (refused == 0 || current.revision() > 0);
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
            read = true;
            if (unreachable) {
                unreachable = false;
                LOG.info("The policy store answers again");
            }
        } catch (RuntimeException e) {
            if (!unreachable) {
                unreachable = true;
                LOG.warn(
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
            refused = 0;
            fallenBack = false;
        }
    }

    private void load(long newest) {
        try {
            enforce(accepted(newest));
            refused = 0;
            fallenBack = false;
        } catch (InvalidPolicyException e) {
            var starting = current.revision() == 0 && fallBack(newest);
            refused = newest;
            var remains = starting ? "is in force, the newest that is accepted" : "stays in force";
            LOG.error("Policy revision {} is refused; {} {}: {}", newest, description(), remains, e.summary());
        }
    }

    /**
     * At a start, brings the newest earlier revision into force that the rules accept.
     *
     * <p>Later revisions cannot be read as a whole, but may have revoked something. So what they changed stays out: clients
     * and grants are removed, and teams are disabled.
     */
    private boolean fallBack(long refused) {
        for (var earlier : store.before(refused, RevisionFilter.ALL, FALLBACKS)) {
            try {
                var snapshot = accepted(earlier.number());
                enforce(snapshot.with(store.revocationsSince(snapshot), snapshot.revision()));
                fallenBack = true;
                return true;
            } catch (InvalidPolicyException e) {
                // an earlier one may be acceptable
            }
        }
        return false;
    }

    private PolicySnapshot accepted(long number) {
        // a restored backup has fewer revisions
        var base = number > current.revision() && !fallenBack ? current : PolicySnapshot.EMPTY;
        var edits = store.edits(base.revision(), number);
        var snapshot = rules.acceptStored(edits, base.with(edits, number));
        rules.faultsOutside(edits).forEach(fault -> LOG.warn("Policy revision {}: {}", number, fault));
        return snapshot;
    }

    private void enforce(PolicySnapshot snapshot) {
        current = snapshot;
        LOG.info("Policy revision {} is in force", snapshot.revision());
    }

    private String description() {
        return current.revision() == 0 ? "no policy, which allows nothing," : "revision " + current.revision();
    }

    private static String cause(Throwable thrown) {
        var root = NestedExceptionUtils.getMostSpecificCause(thrown);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}

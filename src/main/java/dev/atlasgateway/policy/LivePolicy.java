package dev.atlasgateway.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest good revision of the store in force.
 *
 * <p>A revision is taken as a whole or refused as a whole, and only what changed is read. Whatever goes wrong, the last
 * good one stays, and is replaced as soon as there is a better one.
 */
final class LivePolicy implements Policy {

    private static final Logger log = LoggerFactory.getLogger(LivePolicy.class);

    private final PolicyStore store;
    private final PolicyRules rules;
    private final InstantSource clock;

    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong rejected = new AtomicLong();
    private volatile PolicySnapshot current = PolicySnapshot.EMPTY;
    private volatile Instant checkedAt;
    private long refused; // the newest revision, if it is bad: told once
    private boolean unanswered; // told once

    LivePolicy(PolicyStore store, PolicyRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.checkedAt = clock.instant();
    }

    @Override
    public PolicySnapshot current() {
        return current;
    }

    /** How long ago the store was last asked, and answered, whether there is a newer revision. */
    Duration age() {
        return Duration.between(checkedAt, clock.instant());
    }

    /** How many revisions were refused. */
    long rejected() {
        return rejected.get();
    }

    /** Brings the newest revision into force, if it is good and the store answers. Never throws. */
    void reload() {
        turn.lock();
        try {
            var newest = store.newest();
            if (newest != current.revision() && newest != refused) {
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
                log.warn("The policy store cannot be read, {} stays in force until it can: {}", inForce(), cause(e));
            }
        } finally {
            turn.unlock();
        }
    }

    private void load(long newest) {
        try {
            var base = newest > current.revision() ? current : PolicySnapshot.EMPTY; // less after a restored backup
            var edits = store.edits(base.revision(), newest);
            enforce(rules.accept(edits, new Draft(base).apply(edits).build(newest)));
        } catch (InvalidPolicy e) {
            refused = newest;
            rejected.incrementAndGet();
            log.error("Policy revision {} is refused, {} stays in force: {}", newest, inForce(), e.summary());
        }
    }

    private void enforce(PolicySnapshot snapshot) {
        current = snapshot;
        refused = 0;
        log.info("Policy revision {} is in force", snapshot.revision());
    }

    private String inForce() {
        return current.revision() == 0 ? "no policy, which allows nothing," : "revision " + current.revision();
    }

    private static String cause(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /**
     * Makes the next revision by edits of the one in force, and brings it into force before returning.
     *
     * @return its number, or the base where the edits change nothing
     * @throws RevisionMoved if the base is not the newest any more
     * @throws InvalidPolicy naming everything that is wrong with the result
     */
    long apply(long base, List<Edit> edits, String madeBy, String reason) {
        return inTurn(() -> {
            if (current.revision() != base) {
                reload();
            }
            if (current.revision() != base) {
                throw new RevisionMoved(base, current.revision());
            }
            var next = rules.accept(edits, new Draft(current).apply(edits).build(base + 1));
            var revision = store.write(base, edits, madeBy, reason);
            if (revision == next.revision()) {
                enforce(next);
            }
            return revision;
        });
    }

    /**
     * Makes a revision of these objects and no others, whatever the store holds now, and brings it into force before
     * returning.
     *
     * @return its number, or the newest's where that holds the same
     * @throws InvalidPolicy naming everything that is wrong with them
     */
    long replace(Collection<? extends PolicyObject> objects, String madeBy, String reason) {
        return replaceBy(objects.stream().<Edit>map(Edit.Put::new).toList(), madeBy, reason);
    }

    /**
     * Makes a revision that holds what an earlier one held.
     *
     * @return its number, or the newest's where that holds the same
     * @throws InvalidPolicy if there is no such revision, or it would not be accepted today
     */
    long restore(long earlier, String madeBy, String reason) {
        if (store.revision(earlier).isEmpty()) {
            throw new InvalidPolicy("There is no policy revision " + earlier + ".");
        }
        return replaceBy(store.edits(0, earlier), madeBy, "restore of revision " + earlier + ": " + reason);
    }

    private long replaceBy(List<Edit> puts, String madeBy, String reason) {
        return inTurn(() -> {
            var draft = new Draft(PolicySnapshot.EMPTY).apply(puts);
            rules.accept(puts, draft.build(0));
            var revision = store.replace(puts, madeBy, reason);
            if (revision != current.revision()) {
                enforce(draft.build(revision));
            }
            return revision;
        });
    }

    private long inTurn(LongSupplier change) {
        turn.lock();
        try {
            return change.getAsLong();
        } finally {
            turn.unlock();
        }
    }
}

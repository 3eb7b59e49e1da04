package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Keeps the newest good revision of the store in force.
 *
 * <p>A revision is taken as a whole or refused as a whole, and only what changed is read. Whatever goes wrong, the last
 * good one stays, and is replaced as soon as there is a better one.
 */
final class LivePolicy implements Policy, Revisions {

    private static final Logger log = LoggerFactory.getLogger(LivePolicy.class);

    private static final int MOST_ATTEMPTS = 20;

    private final RevisionStore store;
    private final PolicyRules rules;
    private final InstantSource clock;

    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong rejected = new AtomicLong();
    private volatile PolicySnapshot current = PolicySnapshot.EMPTY;
    private volatile Instant checkedAt;
    private long refused; // the newest revision, if it is bad: told once
    private boolean unanswered; // told once

    LivePolicy(RevisionStore store, PolicyRules rules, InstantSource clock) {
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
            enforce(rules.acceptStored(edits, base.with(edits, newest)));
            rules.faultsOutside(edits).forEach(fault -> log.warn("Policy revision {}: {}", newest, fault));
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
        var root = NestedExceptionUtils.getMostSpecificCause(thrown);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    @Override
    public long apply(long base, List<Edit> edits, Author author) {
        return change(
                newest -> {
                    RevisionMoved.unless(base, newest);
                    return edits;
                },
                author);
    }

    @Override
    public long change(Function<PolicySnapshot, List<Edit>> edits, Author author) {
        return onTheNewest(base -> Edits.byHand(base, edits.apply(base)), author);
    }

    @Override
    public long manage(String document, Collection<? extends PolicyObject> objects, Author author) {
        return onTheNewest(base -> Edits.byDocument(base, document, objects), author);
    }

    @Override
    public long release(Author author) {
        return onTheNewest(Edits::release, author);
    }

    @Override
    public long restore(long earlier, Author author) {
        return restore(earlier, newest -> newest, author);
    }

    @Override
    public long restore(long earlier, long base, Author author) {
        return restore(earlier, newest -> RevisionMoved.unless(base, newest), author);
    }

    private long restore(long earlier, UnaryOperator<PolicySnapshot> check, Author author) {
        if (store.revision(earlier).isEmpty()) {
            throw new InvalidPolicy("There is no policy revision " + earlier + ".");
        }
        var reason = new Author(author.name(), "restore of revision " + earlier + ": " + author.reason());
        return inTurn(() -> {
            reload();
            return refused == 0
                    ? onTheNewest(base -> Edits.backTo(at(earlier), check.apply(base)), reason)
                    : replaceTheRefused(store.edits(0, earlier), reason);
        });
    }

    /** Nothing can be built on a bad revision; it is replaced as a whole. */
    private long replaceTheRefused(List<Edit> puts, Author author) {
        var next = rules.accept(puts, PolicySnapshot.EMPTY.with(puts, 0));
        var revision = store.replace(puts, author);
        enforce(next.with(List.of(), revision));
        return revision;
    }

    /** Makes edits of the newest revision, and anew if another replica was faster. */
    private long onTheNewest(Function<PolicySnapshot, List<Edit>> edits, Author author) {
        return inTurn(() -> {
            for (int attempt = 1; ; attempt++) {
                reload();
                if (refused != 0) {
                    throw new BadRevision(refused);
                }
                var wanted = edits.apply(current);
                try {
                    return write(wanted, author);
                } catch (RevisionMoved e) {
                    if (attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        });
    }

    private long write(List<Edit> edits, Author author) {
        var base = current.revision();
        if (edits.isEmpty()) {
            return base;
        }
        var next = rules.accept(edits, current.with(edits, base + 1));
        var revision = store.write(base, edits, author);
        if (revision == next.revision()) {
            enforce(next);
        }
        return revision;
    }

    private long inTurn(LongSupplier change) {
        turn.lock();
        try {
            return change.getAsLong();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public List<Revision> before(long number, int limit) {
        return store.before(number, RevisionFilter.ALL, limit);
    }

    @Override
    public List<Revision> before(long number, RevisionFilter filter, int limit) {
        return store.before(number, filter, limit);
    }

    @Override
    public Optional<Revision> revision(long number) {
        return store.revision(number);
    }

    @Override
    public List<Difference> difference(long from, long to) {
        return store.difference(from, to);
    }

    @Override
    public PolicySnapshot at(long number) {
        var snapshot = current;
        return number == snapshot.revision() ? snapshot : PolicySnapshot.EMPTY.with(store.edits(0, number), number);
    }

    @Override
    public PolicySnapshot draft(List<Edit> edits) {
        var base = current;
        return rules.accept(edits, base.with(edits, base.revision()));
    }
}

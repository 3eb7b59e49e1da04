package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The policy, and its changes one after another, each on top of the newest revision.
 *
 * <p>A change is checked as a whole before it is written, and in force here when it returns.
 */
final class PolicyService implements Policy, Revisions {

    private static final int MOST_ATTEMPTS = 20;

    private final RevisionStore store;
    private final PolicyRules rules;
    private final ActiveSnapshot inForce;
    private final ReentrantLock turn = new ReentrantLock(); // of those who change it, which may take long

    PolicyService(RevisionStore store, PolicyRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.inForce = new ActiveSnapshot(store, rules, clock);
    }

    @Override
    public PolicySnapshot current() {
        return inForce.snapshot();
    }

    /** How long ago the store was last asked, and answered, whether there is a newer revision. */
    Duration age() {
        return inForce.age();
    }

    /** The newest revision, if it is bad, else 0. */
    long refused() {
        return inForce.refused();
    }

    /** Brings the newest revision into force, if it is good and the store answers. Never throws. */
    void reload() {
        inForce.reload();
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
            return inForce.refused() == 0
                    ? onTheNewest(base -> back(earlier, check.apply(base)), reason)
                    : replaceTheRefused(store.edits(0, earlier), reason);
        });
    }

    private List<Edit> back(long earlier, PolicySnapshot base) {
        return Edits.backTo(at(earlier), base);
    }

    /** Nothing can be built on a bad revision; it is replaced as a whole. */
    private long replaceTheRefused(List<Edit> puts, Author author) {
        var next = rules.accept(puts, PolicySnapshot.EMPTY.with(puts, 0));
        var revision = store.replace(puts, author);
        inForce.take(next.with(List.of(), revision));
        return revision;
    }

    /** Makes edits of the newest revision, and anew if another replica was faster; what the edits throw is thrown on. */
    private long onTheNewest(Function<PolicySnapshot, List<Edit>> edits, Author author) {
        return inTurn(() -> {
            for (int attempt = 1; ; attempt++) {
                reload();
                var refused = inForce.refused();
                if (refused != 0) {
                    throw new BadRevision(refused);
                }
                var base = current();
                var next = edits.apply(base);
                try {
                    return write(base, next, author);
                } catch (RevisionMoved e) {
                    if (attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        });
    }

    private long write(PolicySnapshot base, List<Edit> edits, Author author) {
        if (edits.isEmpty()) {
            return base.revision();
        }
        var next = rules.accept(edits, base.with(edits, base.revision() + 1));
        var revision = store.write(base.revision(), edits, author);
        if (revision == next.revision()) {
            inForce.take(next);
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
    public Differences difference(long from, long to, int skip, int limit) {
        return store.difference(from, to, skip, limit);
    }

    @Override
    public PolicySnapshot at(long number) {
        var snapshot = current();
        return number == snapshot.revision() ? snapshot : PolicySnapshot.EMPTY.with(store.edits(0, number), number);
    }

    @Override
    public PolicySnapshot draft(List<Edit> edits) {
        var base = current();
        return rules.accept(edits, base.with(edits, base.revision()));
    }
}

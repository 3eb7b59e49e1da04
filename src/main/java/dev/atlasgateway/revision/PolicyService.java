package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
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
import org.jspecify.annotations.Nullable;

/**
 * Serves the policy in force, and makes changes one after another, each on top of the newest revision.
 *
 * <p>A change is checked as a whole before it is written. It is in force on this replica when the method returns.
 */
final class PolicyService implements Policy, Revisions {

    private static final int MAX_ATTEMPTS = 20;

    private final RevisionStore store;
    private final PolicyRules rules;
    private final ActiveSnapshot active;
    private final ReentrantLock turn = new ReentrantLock(); // one change at a time, which may take long

    PolicyService(RevisionStore store, PolicyRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.active = new ActiveSnapshot(store, rules, clock);
    }

    @Override
    public PolicySnapshot current() {
        return active.snapshot();
    }

    /** Returns the time since the store last answered whether a newer revision exists. */
    Duration age() {
        return active.age();
    }

    /** Returns the newest revision if it is refused, else 0. */
    long refused() {
        return active.refused();
    }

    /** Brings the newest revision into force if the store answers and the rules accept it. Never throws. */
    void reload() {
        active.reload();
    }

    @Override
    public long apply(long base, List<Edit> edits, Author author) {
        return change(
                newest -> {
                    OutdatedRevisionException.check(base, newest);
                    return edits;
                },
                author);
    }

    @Override
    public long change(Function<PolicySnapshot, List<Edit>> edits, Author author) {
        return editNewest(base -> Edits.byHand(base, edits.apply(base)), author);
    }

    @Override
    public long manage(String document, Collection<? extends PolicyObject> objects, Author author) {
        return editNewest(base -> Edits.byDocument(base, document, objects), author);
    }

    @Override
    public long release(Author author) {
        return editNewest(Edits::release, author);
    }

    @Override
    public long restore(long earlier, Author author) {
        return restore(earlier, newest -> newest, author);
    }

    @Override
    public long restore(long earlier, long base, Author author) {
        return restore(earlier, newest -> OutdatedRevisionException.check(base, newest), author);
    }

    private long restore(long earlier, UnaryOperator<PolicySnapshot> check, Author author) {
        if (store.revision(earlier).isEmpty()) {
            throw new InvalidPolicyException("There is no policy revision " + earlier + ".");
        }
        var reason = new Author(author.name(), "restore of revision " + earlier + ": " + author.reason());
        return inTurn(() -> {
            reload();
            return active.refused() == 0
                    ? editNewest(base -> back(earlier, check.apply(base)), reason)
                    : replaceRefused(earlier, active.refused(), reason);
        });
    }

    private List<Edit> back(long earlier, PolicySnapshot base) {
        return Edits.backTo(at(earlier), base, store.teamsDisabledSince(earlier))
                .edits();
    }

    @Override
    public RestorePlan planRestore(long earlier) {
        return Edits.backTo(at(earlier), current(), store.teamsDisabledSince(earlier));
    }

    @Override
    public RestorePlan planUndo(long number, RevisionFilter.@Nullable Named object) {
        var now = current();
        var asked = difference(number, number - 1).stream()
                .filter(change -> object == null || object.covers(change.object()))
                .map(change ->
                        new Difference(now.find(change.kind(), change.key()).orElse(null), change.after()));
        return RestorePlan.of(now, asked, store.teamsDisabledSince(number - 1));
    }

    /** Replaces a refused revision as a whole, because no change can be built on it. Goes back from the last readable one. */
    private long replaceRefused(long earlier, long refused, Author author) {
        var base = lastReadable(earlier, refused);
        var target = base.with(back(earlier, base), 0);
        var puts = target.objects()
                .<Edit>map(object -> new Edit.Put(
                        object, target.managedBy(object.kind(), object.key()).orElse(null)))
                .toList();
        var next = rules.accept(puts, PolicySnapshot.EMPTY.with(puts, 0));
        var revision = store.replace(puts, author);
        active.activate(next.with(List.of(), revision));
        return revision;
    }

    private PolicySnapshot lastReadable(long earlier, long refused) {
        for (var number = refused - 1; number > earlier; number--) {
            try {
                return at(number);
            } catch (InvalidPolicyException e) {
                // an older one may be readable
            }
        }
        return at(earlier);
    }

    /** Edits the newest revision, and tries again if another replica was faster. What the edits throw is thrown on. */
    private long editNewest(Function<PolicySnapshot, List<Edit>> edits, Author author) {
        return inTurn(() -> {
            for (int attempt = 1; ; attempt++) {
                reload();
                var refused = active.refused();
                if (refused != 0) {
                    throw new RefusedRevisionException(refused);
                }
                var base = current();
                var next = edits.apply(base);
                try {
                    return write(base, next, author);
                } catch (OutdatedRevisionException e) {
                    if (attempt == MAX_ATTEMPTS) {
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
            active.activate(next);
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

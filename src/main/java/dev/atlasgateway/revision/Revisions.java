package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The history of the policy, the revision in force, and the only way to add one. Makes changes one after another, each on top
 * of the newest revision.
 *
 * <p>A change is checked as a whole before it is written. It is in force on this replica when the method returns.
 */
public final class Revisions implements Policy {

    private static final int MAX_ATTEMPTS = 20;

    private final RevisionStore store;
    private final PolicyRules rules;
    private final ActiveSnapshot active;

    Revisions(RevisionStore store, PolicyRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.active = new ActiveSnapshot(store, rules, clock);
    }

    @Override
    public PolicySnapshot current() {
        return active.snapshot();
    }

    Duration age() {
        return active.age();
    }

    long refused() {
        return active.refused();
    }

    boolean isKnown() {
        return active.isKnown();
    }

    /** Brings the newest revision into force if the store answers and the rules accept it. Never throws. */
    void reload() {
        active.reload();
    }

    /**
     * Makes the next revision by editing the newest one, and brings it into force on this replica before returning.
     *
     * @param base the revision that the author looked at
     * @return its number, or the base if the edits change nothing
     * @throws OutdatedRevisionException if the base is no longer the newest
     * @throws RefusedRevisionException if this version refuses the newest revision
     * @throws ManagedByFileException if an object belongs to a mounted document
     * @throws InvalidPolicyException naming everything that is wrong with the result
     */
    public long apply(long base, List<Edit> edits, Author author) {
        return change(
                newest -> {
                    OutdatedRevisionException.check(base, newest);
                    return edits;
                },
                author);
    }

    /**
     * Makes the next revision by editing the newest one. If another replica is faster, the edits are computed again.
     *
     * @param edits computes the edits of a policy; an exception is thrown on
     * @return its number, or that of the newest one if the edits change nothing
     * @throws RefusedRevisionException if this version refuses the newest revision
     * @throws ManagedByFileException if an object belongs to a mounted document
     * @throws InvalidPolicyException naming everything that is wrong with the result
     */
    public long change(Function<PolicySnapshot, List<Edit>> edits, Author author) {
        return editNewest(base -> Edits.byHand(base, edits.apply(base)), author);
    }

    /**
     * Makes a mounted document the owner of these objects and no others, and updates them.
     *
     * <p>Objects that it owned and no longer contains are removed. Other objects that it does not contain stay.
     *
     * @return the number of the new revision, or of the newest one if it contains the same
     * @throws RefusedRevisionException if this version refuses the newest revision
     * @throws InvalidPolicyException naming everything that is wrong with the result
     */
    public long manage(String document, Collection<? extends PolicyObject> objects, Author author) {
        return editNewest(base -> Edits.byDocument(base, document, objects), author);
    }

    /** Gives everything that a mounted document owns to the admins. */
    public long release(Author author) {
        return editNewest(Edits::release, author);
    }

    /**
     * Makes a revision that goes back to an earlier one, except for what a {@link RestorePlan} leaves as it is. A refused
     * newest revision is always replaced.
     *
     * @param base the revision that the author looked at
     * @return its number, or that of the newest one if it contains the same
     * @throws OutdatedRevisionException if the base is no longer the newest
     * @throws InvalidPolicyException if the revision does not exist, or the rules reject it today
     */
    public synchronized long restore(long earlier, long base, Author author) {
        if (store.revision(earlier).isEmpty()) {
            throw new InvalidPolicyException("There is no policy revision " + earlier + ".");
        }
        var reason = author.because("restore of revision " + earlier + ": " + author.reason());
        reload();
        if (active.refused() != 0) {
            return replaceRefused(earlier, active.refused(), reason);
        }
        return editNewest(newest -> editsBack(earlier, OutdatedRevisionException.check(base, newest)), reason);
    }

    /**
     * Returns what a restore would change now.
     *
     * @throws InvalidPolicyException if this version cannot read the revision
     */
    public RestorePlan planRestore(long earlier) {
        return Edits.backTo(at(earlier), current(), store.teamsDisabledSince(earlier));
    }

    private List<Edit> editsBack(long earlier, PolicySnapshot base) {
        return Edits.backTo(at(earlier), base, store.teamsDisabledSince(earlier))
                .edits();
    }

    /**
     * Returns what would take back the changes of one revision, without those of later revisions. Whether they touched the
     * same objects is not checked.
     *
     * @param object the only object to take back; null for all
     */
    public RestorePlan planUndo(long number, RevisionFilter.@Nullable ObjectName object) {
        var undone = store.differences().all(number, number - 1).stream()
                .filter(change -> object == null || object.covers(change.object()));
        return Edits.undo(undone, current(), store.teamsDisabledSince(number - 1));
    }

    /** Replaces a refused revision as a whole, because no change can be built on it. Goes back from the last readable one. */
    private long replaceRefused(long earlier, long refused, Author author) {
        var base = lastReadable(earlier, refused);
        var target = base.with(editsBack(earlier, base), 0);
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
    private synchronized long editNewest(Function<PolicySnapshot, List<Edit>> edits, Author author) {
        for (int attempt = 1; ; attempt++) {
            reload();
            if (active.refused() != 0) {
                throw new RefusedRevisionException(active.refused());
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

    /** Returns the revisions before a number that match a filter, newest first; all before {@link Long#MAX_VALUE}. */
    public List<Revision> before(long number, RevisionFilter filter, int limit) {
        return store.before(number, filter, limit);
    }

    /** Returns the number of the newest revision that existed at a time; 0 before the first. */
    public long newestAt(Instant time) {
        return store.newestAt(time);
    }

    public Optional<Revision> revision(long number) {
        return store.revision(number);
    }

    public DifferenceReader differences() {
        return store.differences();
    }

    /**
     * Returns the content of a revision.
     *
     * @throws InvalidPolicyException if this version cannot read it
     */
    public PolicySnapshot at(long number) {
        var snapshot = current();
        return number == snapshot.revision() && active.refused() == 0 ? snapshot : store.snapshot(number);
    }

    /**
     * Returns the policy in force with these edits, without storing it. Ownership is not checked.
     *
     * @throws InvalidPolicyException naming everything that is wrong with the result
     */
    public PolicySnapshot draft(List<Edit> edits) {
        var base = current();
        return rules.accept(edits, base.with(edits, base.revision()));
    }
}

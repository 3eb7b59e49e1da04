package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The history of the policy, and the only way to add a revision. */
public interface Revisions {

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
    long apply(long base, List<Edit> edits, Author author);

    /**
     * Makes the next revision by editing the newest one. If another replica is faster, the edits are computed again.
     *
     * @param edits computes the edits of a policy; an exception is thrown on
     * @return its number, or that of the newest one if the edits change nothing
     * @throws RefusedRevisionException if this version refuses the newest revision
     * @throws ManagedByFileException if an object belongs to a mounted document
     * @throws InvalidPolicyException naming everything that is wrong with the result
     */
    long change(Function<PolicySnapshot, List<Edit>> edits, Author author);

    /**
     * Makes a mounted document the owner of these objects and no others, and updates them.
     *
     * <p>Objects that it owned and no longer contains are removed. Other objects that it does not contain stay.
     *
     * @return the number of the new revision, or of the newest one if it contains the same
     * @throws RefusedRevisionException if this version refuses the newest revision
     * @throws InvalidPolicyException naming everything that is wrong with the result
     */
    long manage(String document, Collection<? extends PolicyObject> objects, Author author);

    /** Gives everything that a mounted document owns to the admins. */
    long release(Author author);

    /**
     * Makes a revision that goes back to an earlier one, except for what a {@link RestorePlan} leaves as it is.
     *
     * @return its number, or that of the newest one if it contains the same
     * @throws InvalidPolicyException if the revision does not exist, or the rules reject it today
     */
    long restore(long earlier, Author author);

    /**
     * Restores an earlier revision if the newest one is the one that the author looked at. A refused one is always
     * replaced.
     *
     * @throws OutdatedRevisionException if it is not
     */
    long restore(long earlier, long base, Author author);

    /**
     * Returns what a restore would change now.
     *
     * @throws InvalidPolicyException if this version cannot read the revision
     */
    RestorePlan planRestore(long earlier);

    /**
     * Returns what would take back the changes of one revision, without those of later revisions. Whether they touched the
     * same objects is not checked.
     *
     * @param object the only object to take back; null for all
     */
    RestorePlan planUndo(long number, RevisionFilter.@Nullable Named object);

    /** Returns the revisions before a number, newest first; all before {@link Long#MAX_VALUE}. */
    List<Revision> before(long number, int limit);

    /** Returns the revisions before a number that match a filter, newest first. */
    List<Revision> before(long number, RevisionFilter filter, int limit);

    Optional<Revision> revision(long number);

    /** Returns the differences of two revisions, by kind and key. Revision 0 is empty. */
    List<Difference> difference(long from, long to);

    /** Returns a page of the differences of two revisions. */
    Differences difference(long from, long to, int skip, int limit);

    /**
     * Returns the content of a revision.
     *
     * @throws InvalidPolicyException if this version cannot read it
     */
    PolicySnapshot at(long number);

    /**
     * Returns the policy in force with these edits, without storing it. Ownership is not checked.
     *
     * @throws InvalidPolicyException naming everything that is wrong with the result
     */
    PolicySnapshot draft(List<Edit> edits);
}

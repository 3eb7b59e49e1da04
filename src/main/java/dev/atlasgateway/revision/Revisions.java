package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The policy's history, and the one way to add to it. */
public interface Revisions {

    /**
     * Makes the next revision by edits of the newest, and brings it into force on this replica before returning.
     *
     * @param base the revision that the author looked at
     * @return its number, or the base where the edits change nothing
     * @throws RevisionMoved if the base is not the newest any more
     * @throws BadRevision if the newest is one that this version refuses
     * @throws ManagedByFile if an object belongs to a mounted document
     * @throws InvalidPolicy naming everything that is wrong with the result
     */
    long apply(long base, List<Edit> edits, Author author);

    /**
     * Makes the next revision by edits of the newest, worked out anew whenever somebody else was faster.
     *
     * @param edits what to do to a policy, or a refusal, thrown on
     * @return its number, or the newest's where the edits change nothing
     * @throws BadRevision if the newest is one that this version refuses
     * @throws ManagedByFile if an object belongs to a mounted document
     * @throws InvalidPolicy naming everything that is wrong with the result
     */
    long change(Function<PolicySnapshot, List<Edit>> edits, Author author);

    /**
     * Makes a mounted document the owner of these objects and no others, and brings them to what it says.
     *
     * <p>What it owned and does not name any more is removed; what admins made and it does not name stays.
     *
     * @return the new revision's number, or the newest's where that holds the same
     * @throws BadRevision if the newest is one that this version refuses
     * @throws InvalidPolicy naming everything that is wrong with the result
     */
    long manage(String document, Collection<? extends PolicyObject> objects, Author author);

    /** Gives everything that a mounted document owns to the admins. */
    long release(Author author);

    /**
     * Makes a revision that holds what an earlier one held; only what a mounted document owns now stays as that says.
     *
     * @return its number, or the newest's where that holds the same
     * @throws InvalidPolicy if there is no such revision, or it would not be accepted today
     */
    long restore(long earlier, Author author);

    /**
     * The same, if the newest revision is the one that the author looked at; a bad one is replaced whoever saw it.
     *
     * @throws RevisionMoved if it is not
     */
    long restore(long earlier, long base, Author author);

    /** The revisions before a number, newest first; before {@link Long#MAX_VALUE} are all. */
    List<Revision> before(long number, int limit);

    /** The same, of those that meet a filter. */
    List<Revision> before(long number, RevisionFilter filter, int limit);

    Optional<Revision> revision(long number);

    /** What differs between any two revisions, by kind and key; 0 is the empty one. */
    List<Difference> difference(long from, long to);

    /** A part of the same: after so many of them, at most so many. */
    Differences difference(long from, long to, int skip, int limit);

    /**
     * What a revision held.
     *
     * @throws InvalidPolicy if this version cannot read it
     */
    PolicySnapshot at(long number);

    /**
     * What these edits would make of the policy in force, whosever the objects are; nothing is stored.
     *
     * @throws InvalidPolicy naming everything that is wrong with the result
     */
    PolicySnapshot draft(List<Edit> edits);
}

package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Revision;
import java.util.List;

/** The outcome of a change. Only {@link Applied} changes the policy. */
public sealed interface EditResult {

    /**
     * The change is in force.
     *
     * @param revision its revision, or the newest one if the policy already was as the change wants it
     * @param before the policy that the change was made to
     * @param edits all edits of the change, also those that the policy did not need
     */
    record Applied(long revision, PolicySnapshot before, List<AppliedEdit> edits) implements EditResult {}

    /** The object that the change is about does not exist. */
    record NotFound() implements EditResult {}

    /** The author may not change one of the objects. */
    record Forbidden() implements EditResult {}

    /** A mounted file manages one of the objects, so that only the file can change it. */
    record Managed(String file, String sentence) implements EditResult {}

    /** The change was to create the object, which exists. */
    record AlreadyExists(PolicyObject object, PolicySnapshot now) implements EditResult {}

    /** The change was to alter an object that its author read. The object no longer exists. */
    record Gone() implements EditResult {}

    /** The author must say what state of the object the change is based on. */
    record PreconditionMissing() implements EditResult {}

    /**
     * Another admin changed the same objects first.
     *
     * @param changes what the other admin changed; empty if the author named a state instead of a revision
     * @param revisions those that changed the objects, newest first; empty if the author named a state
     */
    record Conflict(PolicyObject object, PolicySnapshot now, List<Difference> changes, List<Revision> revisions)
            implements EditResult {}

    /**
     * The policy's rules reject the change.
     *
     * @param faults what is wrong with which objects; empty if the policy cannot be read
     * @param sentences the same as text, a sentence for each fault
     */
    record Invalid(List<Fault> faults, List<String> sentences) implements EditResult {}

    /** The newest revision is refused, so that no change can be built on it. */
    record NotPossible(String sentence) implements EditResult {}
}

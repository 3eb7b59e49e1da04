package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.function.BiPredicate;

/** The state of the policy that the author of a change expects. */
public sealed interface Precondition {

    /** Expects nothing: the change cannot overwrite another admin's work. */
    record None() implements Precondition {}

    /** Expects that the object does not exist, because the author creates it. */
    record MustNotExist() implements Precondition {}

    /** The author did not say what state the change is based on, so it may only create the object. */
    record NotGiven() implements Precondition {}

    /**
     * Expects the object as the author read it.
     *
     * @param isAsRead whether the object, in this snapshot, is what the author read
     */
    record AsRead(BiPredicate<PolicyObject, PolicySnapshot> isAsRead) implements Precondition {}

    /**
     * Expects that no other admin changed any of the edited objects since a revision. Changes of other objects are
     * fine.
     */
    record UnchangedSince(long revision) implements Precondition {}
}

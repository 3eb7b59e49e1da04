package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import java.util.List;
import java.util.function.UnaryOperator;

/** A change that an author asks for. */
public sealed interface PolicyChange {

    /**
     * Edits that the author has worked out. The first one is of the object that the change is about.
     *
     * <p>If they change nothing, they succeed even if the object is not as the author read it, so that a request can be
     * repeated.
     */
    record Edits(List<Edit> edits) implements PolicyChange {}

    /**
     * Changes an existing object.
     *
     * @param change changes the object of the newest policy, after the author's permission and expectation are checked.
     *     It checks itself the ends that it sets; what it throws is thrown on
     */
    record Update(ObjectKind kind, String key, UnaryOperator<PolicyObject> change) implements PolicyChange {}

    /**
     * Removes an existing object.
     *
     * @param withDependents whether the objects that depend on it are removed with it; otherwise the policy's rules
     *     reject the removal
     */
    record Removal(ObjectKind kind, String key, boolean withDependents) implements PolicyChange {}

    /** Creates or replaces an object. */
    static PolicyChange put(PolicyObject object) {
        return new Edits(List.of(new Edit.Put(object)));
    }
}

package dev.atlasgateway.revision;

import static java.util.Objects.requireNonNull;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import org.jspecify.annotations.Nullable;

/**
 * The difference of one object between two states of the policy.
 *
 * @param before null if the earlier state does not contain the object
 * @param after null if the later state does not contain the object
 */
public record Difference(
        @Nullable PolicyObject before, @Nullable PolicyObject after) {

    /** Returns the object as it is after the change or, if it is gone, as it was before. */
    public PolicyObject object() {
        return requireNonNull(after == null ? before : after);
    }

    public ObjectKind kind() {
        return object().kind();
    }

    public String key() {
        return object().key();
    }

    /** Returns the edit that leads from before to after. */
    public Edit edit() {
        return after == null ? new Edit.Remove(kind(), key()) : new Edit.Put(after);
    }
}

package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicyObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An edit with the object that it meets.
 *
 * @param before the object before the edit; null if it did not exist
 */
public record AppliedEdit(Edit edit, @Nullable PolicyObject before) {

    /** Returns the object after the edit; null if the edit removes it. */
    public @Nullable PolicyObject after() {
        return edit instanceof Edit.Put put ? put.object() : null;
    }

    /** Whether the object is the same before and after. */
    boolean isNeutral() {
        return Objects.equals(before, after());
    }
}

package dev.atlasgateway.revision;

import static java.util.Objects.requireNonNull;

import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicyObject;
import org.jspecify.annotations.Nullable;

/**
 * How one object differs between two revisions.
 *
 * @param before null where the earlier does not have it
 * @param after null where the later does not have it
 */
public record Difference(
        @Nullable PolicyObject before, @Nullable PolicyObject after) {

    /** The object, as it became or, if it is gone, as it was. */
    public PolicyObject object() {
        return requireNonNull(after == null ? before : after);
    }

    public Kind kind() {
        return object().kind();
    }

    public String key() {
        return object().key();
    }
}

package dev.atlasgateway.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a revision did to one object.
 *
 * @param before null where the revision added it
 * @param after null where the revision removed it
 */
record Difference(@Nullable PolicyObject before, @Nullable PolicyObject after) {

    /** Of a replaced object, its end and its beginning in one. */
    Difference and(Difference other) {
        return new Difference(before == null ? other.before : before, after == null ? other.after : after);
    }
}

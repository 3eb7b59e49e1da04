package dev.atlasgateway.testing;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.Collection;
import java.util.stream.Stream;

/** Policies made of objects, unchecked. */
public final class Policies {

    private Policies() {}

    /** If two objects have the same key, the later one counts. */
    @SafeVarargs
    public static PolicySnapshot of(long revision, Collection<? extends PolicyObject>... objects) {
        var edits = Stream.of(objects)
                .flatMap(Collection::stream)
                .<Edit>map(Edit.Put::new)
                .toList();
        return PolicySnapshot.EMPTY.with(edits, revision);
    }
}

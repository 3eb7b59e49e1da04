package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Differences;
import java.util.List;

/** Differences between two revisions, as pages show them. Only the first of many are shown. */
record ChangeList(List<ObjectChange> shown, long added, long changed, long removed) {

    private static final int MAX_SHOWN = 200;

    /** @param snapshot provides the names of projects */
    static ChangeList of(List<Difference> differences, PolicySnapshot snapshot) {
        var all = Differences.of(differences);
        var shown = differences.stream()
                .limit(MAX_SHOWN)
                .map(difference -> ObjectChange.of(difference, snapshot))
                .toList();
        return new ChangeList(shown, all.added(), all.changed(), all.removed());
    }

    public long total() {
        return added + changed + removed;
    }

    public boolean isEmpty() {
        return total() == 0;
    }
}

package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Differences;
import java.util.List;

/** Differences between two revisions, as pages show them. Only the first of many are shown. */
record ChangeList(List<ObjectChange> shown, long added, long changed, long removed) {

    static final int MAX_SHOWN = 200;

    static ChangeList of(List<Difference> all, PolicySnapshot snapshot) {
        return of(Differences.of(all), snapshot);
    }

    /** @param snapshot provides the names of projects */
    static ChangeList of(Differences differences, PolicySnapshot snapshot) {
        var shown = differences.items().stream()
                .limit(MAX_SHOWN)
                .map(difference -> ObjectChange.of(difference, snapshot))
                .toList();
        return new ChangeList(shown, differences.added(), differences.changed(), differences.removed());
    }

    public long total() {
        return added + changed + removed;
    }

    public boolean isEmpty() {
        return total() == 0;
    }
}

package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import java.util.List;

/**
 * What differs between two revisions, to be read by people; of very much only the beginning is shown.
 */
record ChangeList(List<ObjectChange> shown, long added, long changed, long removed) {

    private static final int MOST = 200;

    /** @param now knows the names of projects */
    static ChangeList of(List<Difference> differences, PolicySnapshot now) {
        var added = differences.stream()
                .filter(difference -> difference.before() == null)
                .count();
        var removed = differences.stream()
                .filter(difference -> difference.after() == null)
                .count();
        return new ChangeList(
                differences.stream()
                        .limit(MOST)
                        .map(difference -> ObjectChange.of(difference, now))
                        .toList(),
                added,
                differences.size() - added - removed,
                removed);
    }

    public long total() {
        return added + changed + removed;
    }

    public boolean isEmpty() {
        return total() == 0;
    }
}

package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an object from one revision to another, to be read by people. */
record ObjectChange(String verb, String title, String link, List<Row> rows) {

    record Row(String field, String before, String after) {}

    static ObjectChange of(Difference difference, PolicySnapshot now) {
        var verb = difference.before() == null ? "added" : difference.after() == null ? "removed" : "changed";
        var object = difference.object();
        return new ObjectChange(
                verb,
                PolicyObjectView.title(object, now),
                PolicyObjectView.link(object),
                rows(difference.before(), difference.after()));
    }

    private static List<Row> rows(@Nullable PolicyObject before, @Nullable PolicyObject after) {
        Map<String, String> old = before == null ? Map.of() : PolicyObjectView.fields(before);
        Map<String, String> young = after == null ? Map.of() : PolicyObjectView.fields(after);
        var labels = new LinkedHashSet<>(old.keySet());
        labels.addAll(young.keySet());
        return labels.stream()
                .map(label -> new Row(label, old.getOrDefault(label, ""), young.getOrDefault(label, "")))
                .filter(row -> !row.before().equals(row.after()))
                .toList();
    }
}

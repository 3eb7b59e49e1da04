package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Change of one object between two revisions, as pages show it.
 *
 * @param object its kind and key, such as {@code team:payments}
 */
record ObjectChange(String verb, String object, String title, String link, List<Row> rows) {

    record Row(String field, String before, String after) {}

    static ObjectChange of(Difference difference, PolicySnapshot snapshot) {
        var verb = difference.before() == null ? "added" : difference.after() == null ? "removed" : "changed";
        var object = difference.object();
        return new ObjectChange(
                verb,
                object.kind() + ":" + object.key(),
                PolicyObjectView.title(object, snapshot),
                PolicyObjectView.link(object),
                rows(difference.before(), difference.after()));
    }

    private static List<Row> rows(@Nullable PolicyObject before, @Nullable PolicyObject after) {
        var old = PolicyObjectView.fields(before);
        var newest = PolicyObjectView.fields(after);
        var labels = new LinkedHashSet<>(old.keySet());
        labels.addAll(newest.keySet());
        return labels.stream()
                .map(label -> new Row(label, old.getOrDefault(label, ""), newest.getOrDefault(label, "")))
                .filter(row -> !row.before().equals(row.after()))
                .toList();
    }
}

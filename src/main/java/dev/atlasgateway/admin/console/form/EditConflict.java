package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.edit.EditResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A change that another admin made to the same objects while a form was being filled in.
 *
 * @param by the revisions of the other admin, newest first
 * @param objects each object as it became, beside what the form asks for
 */
record EditConflict(List<Revision> by, List<ObjectConflict> objects) {

    static EditConflict of(EditResult.Conflict conflict, List<Edit> wanted) {
        return new EditConflict(
                conflict.revisions(),
                conflict.changes().stream()
                        .map(theirs -> ObjectConflict.of(theirs, wanted, conflict.now()))
                        .toList());
    }

    /**
     * Fields of one object: as the page showed them, as they are now, and as the form wants them.
     *
     * @param gone whether the other admin removed it
     * @param unwanted whether the form removes it
     */
    record ObjectConflict(String title, boolean gone, boolean unwanted, List<Row> rows) {

        record Row(String field, String shown, String now, String wanted) {

            public boolean changed() {
                return !shown.equals(now);
            }

            public boolean differs() {
                return !now.equals(wanted);
            }
        }

        private static ObjectConflict of(Difference theirs, List<Edit> edits, PolicySnapshot now) {
            var object = theirs.object();
            var wanted = edits.stream()
                    .filter(edit -> edit.kind() == object.kind() && edit.key().equals(object.key()))
                    .map(edit -> edit instanceof Edit.Put put ? put.object() : null)
                    .toList()
                    .getLast();
            var rows = rows(
                    PolicyObjectView.fields(theirs.before()),
                    PolicyObjectView.fields(theirs.after()),
                    PolicyObjectView.fields(wanted));
            return new ObjectConflict(
                    PolicyObjectView.title(object, now), theirs.after() == null, wanted == null, rows);
        }

        private static List<Row> rows(Map<String, String> shown, Map<String, String> now, Map<String, String> wanted) {
            var labels = new LinkedHashSet<>(wanted.keySet());
            labels.addAll(now.keySet());
            labels.addAll(shown.keySet());
            return labels.stream()
                    .map(label -> new Row(
                            label,
                            shown.getOrDefault(label, ""),
                            now.getOrDefault(label, ""),
                            wanted.getOrDefault(label, "")))
                    .toList();
        }
    }
}

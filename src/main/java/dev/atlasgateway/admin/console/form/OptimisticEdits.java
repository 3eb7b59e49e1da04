package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.console.form.EditConflict.ThreeSides;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.BadRevision;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.ManagedByFile;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.RevisionMoved;
import dev.atlasgateway.revision.Revisions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes that people asked for while looking at an earlier revision.
 *
 * <p>A change is refused only if somebody else touched the same objects since then; what others did elsewhere in the
 * policy is none of its author's business.
 */
public final class OptimisticEdits {

    private static final int REVISIONS_TOLD = 20;

    private final Policy policy;
    private final Revisions revisions;

    public OptimisticEdits(Policy policy, Revisions revisions) {
        this.policy = policy;
        this.revisions = revisions;
    }

    public sealed interface Result {

        /** @param revision the base where the edits change nothing */
        record Made(long revision) implements Result {}

        /** Nothing was changed: somebody was faster. */
        record TooLate(long now, EditConflict overtaken) implements Result {}

        /** Nothing was changed: the result, or the ground that it would stand on, is refused. */
        record Invalid(List<Fault> faults, List<String> sentences) implements Result {}
    }

    public Result make(long base, List<Edit> edits, Author author) {
        while (true) {
            var now = policy.current().revision();
            var theirs = now == base ? List.<Difference>of() : touched(base, now, edits);
            if (!theirs.isEmpty()) {
                return new Result.TooLate(now, new EditConflict(by(base, now, edits), sides(theirs, edits)));
            }
            try {
                return new Result.Made(revisions.apply(now, edits, author));
            } catch (RevisionMoved e) {
                // what moved it is in force by now: look again
            } catch (InvalidPolicy e) {
                return new Result.Invalid(e.faults(), e.sentences());
            } catch (BadRevision | ManagedByFile e) {
                return new Result.Invalid(List.of(), List.of(String.valueOf(e.getMessage())));
            }
        }
    }

    private List<Difference> touched(long from, long to, List<Edit> edits) {
        return revisions.difference(from, to).stream()
                .filter(difference -> edits.stream().anyMatch(edit -> same(edit, difference.object())))
                .toList();
    }

    private List<Revision> by(long base, long now, List<Edit> edits) {
        return revisions.before(now + 1, REVISIONS_TOLD).stream()
                .filter(revision -> revision.number() > base)
                .filter(revision -> !touched(revision.number() - 1, revision.number(), edits)
                        .isEmpty())
                .toList();
    }

    private List<ThreeSides> sides(List<Difference> theirs, List<Edit> edits) {
        return theirs.stream().map(difference -> sides(difference, edits)).toList();
    }

    private ThreeSides sides(Difference theirs, List<Edit> edits) {
        var subject = theirs.object();
        var wanted = edits.stream()
                .filter(edit -> same(edit, subject))
                .map(edit -> edit instanceof Edit.Put put ? put.object() : null)
                .toList()
                .getLast();
        var shown = fields(theirs.before());
        var now = fields(theirs.after());
        var mine = fields(wanted);
        var labels = new LinkedHashSet<>(mine.keySet());
        labels.addAll(now.keySet());
        labels.addAll(shown.keySet());
        var rows = new ArrayList<ThreeSides.Row>();
        for (var label : labels) {
            rows.add(new ThreeSides.Row(
                    label, shown.getOrDefault(label, ""), now.getOrDefault(label, ""), mine.getOrDefault(label, "")));
        }
        return new ThreeSides(
                PolicyObjectView.title(subject, policy.current()), theirs.after() == null, wanted == null, rows);
    }

    private static Map<String, String> fields(@Nullable PolicyObject object) {
        return object == null ? Map.of() : PolicyObjectView.fields(object);
    }

    private static boolean same(Edit edit, PolicyObject object) {
        return edit.kind() == object.kind() && edit.key().equals(object.key());
    }
}

package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.ManagedByFileException;
import dev.atlasgateway.revision.RefusedRevisionException;
import dev.atlasgateway.revision.RestorePlan;
import dev.atlasgateway.revision.RevisionFilter;
import dev.atlasgateway.revision.Revisions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Applies a change as a new revision, the same way for the API and the console.
 *
 * <p>Rejects it if the author may not make it, if a file manages the object, if it would overwrite a change that the
 * author has not seen, if an end that it sets is in the past, or if the policy's rules reject the result.
 */
@Component
public record PolicyEditor(Revisions revisions, InstantSource clock) {

    private static final int MAX_REVISIONS_SHOWN = 20;

    /** Ends a change without a revision. */
    private static final class Rejection extends RuntimeException {

        private final transient EditResult result;

        Rejection(EditResult result) {
            super(null, null, false, false);
            this.result = result;
        }
    }

    /** Makes the change, and works it out anew if another replica changes the policy at the same time. */
    public EditResult change(PolicyChange change, Precondition precondition, Actor actor) {
        return result(() -> {
            var last = new AtomicReference<EditResult.@Nullable Applied>();
            var revision = revisions.change(
                    now -> {
                        var edits = check(change, now, precondition, actor);
                        last.set(new EditResult.Applied(now.revision(), now, edits));
                        return needed(edits);
                    },
                    actor.author());
            var applied = Objects.requireNonNull(last.get());
            return new EditResult.Applied(revision, applied.before(), applied.edits());
        });
    }

    /**
     * Takes back the changes of one revision, except for what a {@link RestorePlan} leaves as it is. It is a conflict if a
     * later revision changed the same objects.
     *
     * @param object the only object to take back; null for all
     */
    public EditResult undo(long number, RevisionFilter.@Nullable ObjectName object, Actor actor) {
        return result(
                () -> change(reverse(number, object), new Precondition.UnchangedSince(number), actor.undoing(number)));
    }

    /** Returns what {@link #undo} would return now, without changing anything. */
    public EditResult previewUndo(long number, RevisionFilter.@Nullable ObjectName object, Actor actor) {
        return result(() -> preview(reverse(number, object), new Precondition.UnchangedSince(number), actor));
    }

    private PolicyChange reverse(long number, RevisionFilter.@Nullable ObjectName object) {
        return new PolicyChange.Edits(revisions.planUndo(number, object).edits());
    }

    /** Returns what {@link #change} would return now, without changing anything. */
    public EditResult preview(PolicyChange change, Precondition precondition, Actor actor) {
        return result(() -> {
            var now = revisions.current();
            var edits = check(change, now, precondition, actor);
            revisions.draft(needed(edits));
            return new EditResult.Applied(now.revision(), now, edits);
        });
    }

    private static EditResult result(Supplier<EditResult> change) {
        try {
            return change.get();
        } catch (Rejection e) {
            return e.result;
        } catch (ManagedByFileException e) {
            return new EditResult.Managed(e.file(), String.valueOf(e.getMessage()));
        } catch (InvalidPolicyException e) {
            return new EditResult.Invalid(e.faults(), e.sentences());
        } catch (RefusedRevisionException e) {
            return new EditResult.NotPossible(String.valueOf(e.getMessage()));
        }
    }

    private List<AppliedEdit> check(PolicyChange change, PolicySnapshot now, Precondition precondition, Actor actor) {
        var edits = edits(change, now, precondition, actor).stream()
                .map(edit ->
                        new AppliedEdit(edit, now.find(edit.kind(), edit.key()).orElse(null)))
                .toList();
        for (var edit : edits) {
            requirePermission(edit.before(), actor);
            requirePermission(edit.after(), actor);
        }
        for (var edit : needed(edits)) {
            var file = now.managedBy(edit.kind(), edit.key());
            if (file.isPresent()) {
                throw new ManagedByFileException(edit.kind(), edit.key(), file.get());
            }
        }
        var mayRepeat = precondition instanceof Precondition.NotGiven || precondition instanceof Precondition.AsRead;
        if (!edits.isEmpty() && (!mayRepeat || !needed(edits).isEmpty())) {
            check(precondition, edits, now);
        }
        if (!(change instanceof PolicyChange.Update)) {
            checkEnds(edits);
        }
        return edits;
    }

    private List<Edit> edits(PolicyChange change, PolicySnapshot now, Precondition precondition, Actor actor) {
        return switch (change) {
            case PolicyChange.Edits edits -> edits.edits();
            case PolicyChange.Update update -> {
                var object = find(update.kind(), update.key(), now);
                requirePermission(object, actor);
                if (now.managedBy(object.kind(), object.key()).isEmpty()) {
                    check(precondition, List.of(new AppliedEdit(new Edit.Put(object), object)), now);
                }
                yield List.of(new Edit.Put(update.change().apply(object)));
            }
            case PolicyChange.Removal removal -> {
                var object = find(removal.kind(), removal.key(), now);
                var dependents = removal.withDependents() ? Dependents.of(object, now) : Stream.<PolicyObject>empty();
                yield Stream.concat(Stream.of(object), dependents)
                        .<Edit>map(gone -> new Edit.Remove(gone.kind(), gone.key()))
                        .toList();
            }
        };
    }

    private static PolicyObject find(ObjectKind kind, String key, PolicySnapshot now) {
        return now.find(kind, key).orElseThrow(() -> new Rejection(new EditResult.NotFound()));
    }

    private static void requirePermission(@Nullable PolicyObject object, Actor actor) {
        if (object != null && !actor.mayChange().test(object)) {
            throw new Rejection(new EditResult.Forbidden());
        }
    }

    /** Returns the edits that change something. */
    private static List<Edit> needed(List<AppliedEdit> all) {
        return all.stream()
                .filter(edit -> !edit.isNeutral())
                .map(AppliedEdit::edit)
                .toList();
    }

    /** @param edits those of the change; the precondition is about the object of the first one */
    private void check(Precondition precondition, List<AppliedEdit> edits, PolicySnapshot now) {
        var object = edits.getFirst().before();
        var rejection = switch (precondition) {
            case Precondition.None none -> null;
            case Precondition.MustNotExist fresh -> object == null ? null : new EditResult.AlreadyExists(object, now);
            case Precondition.NotGiven notGiven -> object == null ? null : new EditResult.PreconditionMissing();
            case Precondition.AsRead read ->
                object == null
                        ? new EditResult.Gone()
                        : read.isAsRead().test(object, now)
                                ? null
                                : new EditResult.Conflict(object, now, List.of(), List.of());
            case Precondition.UnchangedSince since -> conflict(since.revision(), edits, now);
        };
        if (rejection != null) {
            throw new Rejection(rejection);
        }
    }

    private @Nullable EditResult conflict(long base, List<AppliedEdit> mine, PolicySnapshot now) {
        if (base == now.revision()) {
            return null;
        }
        if (base > now.revision()) { // of the time before a backup was restored: what the author saw is not known
            var present = mine.stream()
                    .map(AppliedEdit::before)
                    .filter(Objects::nonNull)
                    .map(object -> new Difference(null, object))
                    .toList();
            return present.isEmpty()
                    ? null
                    : new EditResult.Conflict(present.getFirst().object(), now, present, List.of());
        }
        var objects = mine.stream().map(AppliedEdit::edit).toList();
        var theirs = revisions.differences().of(objects, base, now.revision());
        return theirs.isEmpty()
                ? null
                : new EditResult.Conflict(
                        theirs.getFirst().object(),
                        now,
                        theirs,
                        revisions.differences().changing(objects, base, MAX_REVISIONS_SHOWN));
    }

    /**
     * Rejects ends in the past, together with everything else that the rules find, so that the author corrects all at
     * once.
     */
    private void checkEnds(List<AppliedEdit> edits) {
        var faults = new ArrayList<Fault>();
        for (var edit : edits) {
            if (edit.after() instanceof PolicyObject after) {
                faults.addAll(PolicyRules.pastEnds(edit.before(), after, clock.instant()));
            }
        }
        if (!faults.isEmpty()) {
            try {
                revisions.draft(needed(edits));
            } catch (InvalidPolicyException e) {
                faults.addAll(e.faults());
            }
            throw InvalidPolicyException.because(faults);
        }
    }
}

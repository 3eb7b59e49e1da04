package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Computes the edits that turn a snapshot into a wanted state, respecting ownership. */
final class Edits {

    private Edits() {}

    /**
     * Returns an admin's edits, without those of owned objects that would change nothing.
     *
     * @throws ManagedByFileException if an edit would change an object that a mounted document owns
     */
    static List<Edit> byHand(PolicySnapshot base, List<Edit> edits) {
        var changing = new ArrayList<Edit>();
        for (var edit : edits) {
            var owner = base.managedBy(edit.kind(), edit.key());
            if (owner.isEmpty()) {
                changing.add(edit);
            } else if (!changesNothing(edit, base)) {
                throw new ManagedByFileException(edit.kind(), edit.key(), owner.get());
            }
        }
        return changing;
    }

    private static boolean changesNothing(Edit edit, PolicySnapshot base) {
        return edit instanceof Edit.Put put
                && base.find(edit.kind(), edit.key()).equals(Optional.of(put.object()));
    }

    /** Returns the edits that make a document own these objects and no others. */
    static List<Edit> byDocument(PolicySnapshot base, String document, Collection<? extends PolicyObject> objects) {
        var edits = new ArrayList<Edit>();
        var named = new HashSet<String>();
        for (var object : objects) {
            named.add(name(object));
            var owned = base.managedBy(object.kind(), object.key()).equals(Optional.of(document));
            if (!owned || !base.find(object.kind(), object.key()).equals(Optional.of(object))) {
                edits.add(new Edit.Put(object, document));
            }
        }
        base.objects()
                .filter(object -> isManaged(base, object) && !named.contains(name(object)))
                .forEach(object -> edits.add(new Edit.Remove(object.kind(), object.key())));
        return edits;
    }

    /** Returns the edits that give everything that a document owns to the admins. */
    static List<Edit> release(PolicySnapshot base) {
        return base.objects()
                .filter(object -> isManaged(base, object))
                .<Edit>map(Edit.Put::new)
                .toList();
    }

    /** Returns what going back to an earlier snapshot would change. */
    static RestorePlan backTo(PolicySnapshot earlier, PolicySnapshot base, Set<String> disabledTeams) {
        var then = earlier.objects()
                .map(object ->
                        new Difference(base.find(object.kind(), object.key()).orElse(null), object));
        var since = base.objects()
                .filter(object -> earlier.find(object.kind(), object.key()).isEmpty())
                .map(object -> new Difference(object, null));
        return RestorePlan.of(base, Stream.concat(then, since), disabledTeams);
    }

    /** Returns what taking back changes would change. */
    static RestorePlan undo(Stream<Difference> undone, PolicySnapshot base, Set<String> disabledTeams) {
        var asked = undone.map(
                change -> new Difference(base.find(change.kind(), change.key()).orElse(null), change.after()));
        return RestorePlan.of(base, asked, disabledTeams);
    }

    private static boolean isManaged(PolicySnapshot base, PolicyObject object) {
        return base.managedBy(object.kind(), object.key()).isPresent();
    }

    private static String name(PolicyObject object) {
        return object.kind() + " " + object.key();
    }
}

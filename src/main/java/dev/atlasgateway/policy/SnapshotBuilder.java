package dev.atlasgateway.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds a snapshot from another one and edits. Both share the grants of every project that no edit touches, so that a
 * small change of a large policy is fast.
 */
final class SnapshotBuilder {

    private final PolicySnapshot base;
    private final Map<ObjectKind, Map<String, PolicyObject>> objects = new EnumMap<>(ObjectKind.class);
    private final Map<ObjectKind, Map<String, String>> managed = new EnumMap<>(ObjectKind.class);
    private final Map<String, Map<String, List<Grant>>> touched = new HashMap<>();

    SnapshotBuilder(PolicySnapshot base) {
        this.base = base;
    }

    SnapshotBuilder apply(Iterable<Edit> edits) {
        for (var edit : edits) {
            switch (edit) {
                case Edit.Put put -> put(put.object());
                case Edit.Remove remove -> remove(remove.kind(), remove.key());
            }
            own(edit);
        }
        return this;
    }

    private void put(PolicyObject object) {
        if (object instanceof Grant grant) {
            grants(grant.team(), grant.groupId()).add(grant);
        } else {
            of(object.kind()).put(object.key(), object);
        }
    }

    private void remove(ObjectKind kind, String key) {
        if (kind == ObjectKind.GRANT) {
            var parts = key.split("/", 3);
            if (parts.length == 3) { // no grant has a key of another form
                grants(parts[0], parts[1]).removeIf(grant -> grant.key().equals(key));
            }
        } else {
            of(kind).remove(key);
        }
    }

    private Map<String, PolicyObject> of(ObjectKind kind) {
        return objects.computeIfAbsent(kind, any -> new HashMap<>(base.of(kind)));
    }

    /** Records the owner of the object. Copies only the owners of kinds that have any. */
    private void own(Edit edit) {
        var owner = edit instanceof Edit.Put put ? put.managedBy() : null;
        if (owner != null) {
            managed(edit.kind()).put(edit.key(), owner);
        } else if (managed.containsKey(edit.kind()) || base.managed.containsKey(edit.kind())) {
            managed(edit.kind()).remove(edit.key());
        }
    }

    private Map<String, String> managed(ObjectKind kind) {
        return managed.computeIfAbsent(kind, any -> new HashMap<>(base.managed.getOrDefault(kind, Map.of())));
    }

    private List<Grant> grants(String team, String groupId) {
        return touched.computeIfAbsent(groupId, this::copyOfProject).computeIfAbsent(team, any -> new ArrayList<>(1));
    }

    private Map<String, List<Grant>> copyOfProject(String groupId) {
        var copy = new HashMap<String, List<Grant>>();
        base.grants.getOrDefault(groupId, Map.of()).forEach((team, grants) -> copy.put(team, new ArrayList<>(grants)));
        return copy;
    }

    PolicySnapshot build(long revision) {
        return new PolicySnapshot(revision, merged(base.objects, objects), grants(), merged(base.managed, managed));
    }

    private static <V> Map<ObjectKind, Map<String, V>> merged(
            Map<ObjectKind, Map<String, V>> old, Map<ObjectKind, Map<String, V>> changed) {
        var all = new HashMap<>(old);
        changed.forEach((kind, byKey) -> all.put(kind, Map.copyOf(byKey)));
        all.values().removeIf(Map::isEmpty);
        return Map.copyOf(all);
    }

    /**
     * Returns the grants by groupId and team, in the order of their keys, so that every replica chooses the same one.
     */
    private Map<String, Map<String, List<Grant>>> grants() {
        var all = new HashMap<>(base.grants);
        touched.forEach((groupId, byTeam) -> {
            var kept = new HashMap<String, List<Grant>>();
            byTeam.forEach((team, grants) -> {
                if (!grants.isEmpty()) {
                    kept.put(team, inOrder(grants));
                }
            });
            if (kept.isEmpty()) {
                all.remove(groupId);
            } else {
                all.put(groupId, Map.copyOf(kept));
            }
        });
        return Map.copyOf(all);
    }

    private static List<Grant> inOrder(List<Grant> grants) {
        if (grants.size() == 1) {
            return List.copyOf(grants);
        }
        var byKey = new TreeMap<String, Grant>();
        grants.forEach(grant -> byKey.put(grant.key(), grant)); // a later one replaces an earlier one
        return List.copyOf(byKey.values());
    }
}

package dev.atlasgateway.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds a snapshot from another one and edits. Both share the grants of every project that no edit touches, so that a
 * small change of a large policy is fast.
 */
final class SnapshotBuilder {

    final Map<String, Team> teams;
    final Map<String, Client> clients;
    final Map<String, Project> projects;
    final SortedMap<String, Guardrail> guardrails = new TreeMap<>();
    final Map<String, Quota> teamQuotas;
    final Map<String, Quota> projectQuotas;

    private final PolicySnapshot base;
    private final Map<ObjectKind, Map<String, String>> managed = new EnumMap<>(ObjectKind.class);
    private final Map<String, Map<String, List<Grant>>> touched = new HashMap<>();

    SnapshotBuilder(PolicySnapshot base) {
        this.base = base;
        teams = new HashMap<>(base.teams);
        clients = new HashMap<>(base.clients);
        projects = new HashMap<>(base.projects);
        base.guardrails.forEach(guardrail -> guardrails.put(guardrail.name(), guardrail));
        teamQuotas = new HashMap<>(base.teamQuotas);
        projectQuotas = new HashMap<>(base.projectQuotas);
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

    SnapshotBuilder put(PolicyObject object) {
        switch (object) {
            case Team team -> teams.put(team.name(), team);
            case Client client -> clients.put(client.id(), client);
            case Project project -> projects.put(project.groupId(), project);
            case Grant grant -> grants(grant.team(), grant.groupId()).add(grant);
            case Guardrail guardrail -> guardrails.put(guardrail.name(), guardrail);
            case TeamQuota own -> teamQuotas.put(own.team(), own.quota());
            case ProjectQuota own -> projectQuotas.put(own.groupId(), own.quota());
        }
        return this;
    }

    private void remove(ObjectKind kind, String key) {
        switch (kind) {
            case TEAM -> teams.remove(key);
            case CLIENT -> clients.remove(key);
            case PROJECT -> projects.remove(key);
            case GRANT -> {
                var parts = key.split("/", 3);
                grants(parts[0], parts[1]).removeIf(grant -> grant.key().equals(key));
            }
            case GUARDRAIL -> guardrails.remove(key);
            case TEAM_QUOTA -> teamQuotas.remove(key);
            case PROJECT_QUOTA -> projectQuotas.remove(key);
        }
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

    /** Returns the documents that own objects, by kind and key. */
    Map<ObjectKind, Map<String, String>> managed() {
        var all = new HashMap<>(base.managed);
        managed.forEach((kind, owners) -> all.put(kind, Map.copyOf(owners)));
        return Map.copyOf(all);
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
        return new PolicySnapshot(revision, this);
    }

    /**
     * Returns the grants by groupId and team, in the order of their keys, so that every replica chooses the same one.
     */
    Map<String, Map<String, List<Grant>>> grants() {
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
        return all;
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

package dev.atlasgateway.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that the objects exist that others refer to. Looks only at what edits may have broken, however large the
 * policy is.
 */
final class References {

    /** Limits the cost of a decision, which looks at these grants one by one. */
    private static final int GRANTS_OF_A_TEAM_ON_A_PROJECT = 200;

    private final PolicySnapshot result;
    private final Set<Fault> faults = new LinkedHashSet<>();

    private References(PolicySnapshot result) {
        this.result = result;
    }

    static List<Fault> faults(Iterable<Edit> edits, PolicySnapshot result) {
        var references = new References(result);
        for (var edit : edits) {
            switch (edit) {
                case Edit.Put put -> references.put(put.object());
                case Edit.Remove remove -> references.removed(remove.kind(), remove.key());
            }
        }
        return List.copyOf(references.faults);
    }

    private void put(PolicyObject object) {
        switch (object) {
            case Client client -> team(client, "team", client.team());
            case Grant grant -> {
                team(grant, "team", grant.team());
                project(grant, "project", grant.groupId());
                number(grant);
            }
            case TeamQuota quota -> team(quota, "", quota.team());
            case ProjectQuota quota -> project(quota, "", quota.groupId());
            case Team team -> {}
            case Project project -> {}
            case Guardrail guardrail -> {}
        }
    }

    private void removed(ObjectKind kind, String key) {
        switch (kind) {
            case TEAM -> removedTeam(key);
            case PROJECT -> removedProject(key);
            default -> {}
        }
    }

    private void removedTeam(String team) {
        if (result.team(team) == null) {
            result.of(ObjectKind.CLIENT).values().stream()
                    .filter(client -> client instanceof Client of && of.team().equals(team))
                    .forEach(this::put);
            result.grants
                    .values()
                    .forEach(grants -> grants.getOrDefault(team, List.of()).forEach(this::put));
            result.find(ObjectKind.TEAM_QUOTA, team).ifPresent(this::put);
        }
    }

    private void removedProject(String groupId) {
        if (result.project(groupId) == null) {
            result.grants.getOrDefault(groupId, Map.of()).values().forEach(grants -> grants.forEach(this::put));
            result.find(ObjectKind.PROJECT_QUOTA, groupId).ifPresent(this::put);
        }
    }

    private void team(PolicyObject object, String field, String team) {
        if (result.team(team) == null) {
            faults.add(new Fault(
                    object,
                    field,
                    "no team is called " + team
                            + Spelling.hint(team, result.of(ObjectKind.TEAM).keySet())));
        }
    }

    private void project(PolicyObject object, String field, String groupId) {
        if (result.project(groupId) == null) {
            faults.add(new Fault(
                    object,
                    field,
                    "no project is called " + groupId
                            + Spelling.hint(
                                    groupId, result.of(ObjectKind.PROJECT).keySet())));
        }
    }

    private void number(Grant grant) {
        var all = result.grants(grant.team(), grant.groupId());
        if (all.size() > GRANTS_OF_A_TEAM_ON_A_PROJECT
                && all.get(GRANTS_OF_A_TEAM_ON_A_PROJECT).equals(grant)) {
            faults.add(new Fault(
                    grant,
                    "",
                    "one of %d grants of this team on this project; at most %d, so use patterns such as orders-*"
                            .formatted(all.size(), GRANTS_OF_A_TEAM_ON_A_PROJECT)));
        }
    }
}

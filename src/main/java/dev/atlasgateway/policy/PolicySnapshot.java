package dev.atlasgateway.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One revision of the policy, indexed for decisions: every question is one hash look-up, however many grants there are.
 *
 * @param revision 0 for the empty policy that allows nothing
 * @param grants by team and project
 * @param teamQuotas by team, only those that differ from the default
 * @param projectQuotas by groupId, only those that differ from the default
 */
public record PolicySnapshot(
        long revision,
        Map<String, Team> teams,
        Map<String, Client> clients,
        Map<String, Project> projects,
        Map<TeamOnProject, List<Grant>> grants,
        List<Guardrail> guardrails,
        Map<String, Quota> teamQuotas,
        Map<String, Quota> projectQuotas) {

    public static final PolicySnapshot EMPTY =
            new PolicySnapshot(0, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), Map.of());

    /** The key under which the grants of a team on a project stand. */
    public record TeamOnProject(String team, String groupId) {}

    public @Nullable Team team(String name) {
        return teams.get(name);
    }

    public @Nullable Client client(String id) {
        return clients.get(id);
    }

    public @Nullable Project project(String groupId) {
        return projects.get(groupId);
    }

    public List<Grant> grants(String team, String groupId) {
        return grants.getOrDefault(new TeamOnProject(team, groupId), List.of());
    }

    public @Nullable Quota teamQuota(String team) {
        return teamQuotas.get(team);
    }

    public @Nullable Quota projectQuota(String groupId) {
        return projectQuotas.get(groupId);
    }
}

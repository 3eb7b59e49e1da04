package dev.atlasgateway.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One revision of the policy, immutable, indexed for decisions: a question costs the same however many grants there are. */
public final class PolicySnapshot {

    /** Revision 0, which allows nothing. */
    public static final PolicySnapshot EMPTY = new PolicySnapshot();

    final Map<String, Team> teams;
    final Map<String, Client> clients;
    final Map<String, Project> projects;
    final Map<String, Map<String, List<Grant>>> grants; // by groupId, then team
    final List<Guardrail> guardrails;
    final Map<String, Quota> teamQuotas;
    final Map<String, Quota> projectQuotas;

    private final long revision;

    private PolicySnapshot() {
        revision = 0;
        teams = Map.of();
        clients = Map.of();
        projects = Map.of();
        grants = Map.of();
        guardrails = List.of();
        teamQuotas = Map.of();
        projectQuotas = Map.of();
    }

    PolicySnapshot(long revision, Draft draft) {
        this.revision = revision;
        teams = Map.copyOf(draft.teams);
        clients = Map.copyOf(draft.clients);
        projects = Map.copyOf(draft.projects);
        grants = Map.copyOf(draft.grants());
        guardrails = List.copyOf(draft.guardrails.values());
        teamQuotas = Map.copyOf(draft.teamQuotas);
        projectQuotas = Map.copyOf(draft.projectQuotas);
    }

    /**
     * A snapshot of these objects, unchecked; where two have the same key, of the later one.
     *
     * @param teamQuotas by team, only those that differ from the default
     * @param projectQuotas by groupId, only those that differ from the default
     */
    public static PolicySnapshot of(
            long revision,
            Collection<Team> teams,
            Collection<Client> clients,
            Collection<Project> projects,
            Collection<Grant> grants,
            Collection<Guardrail> guardrails,
            Map<String, Quota> teamQuotas,
            Map<String, Quota> projectQuotas) {
        var draft = new Draft(EMPTY);
        teams.forEach(draft::put);
        clients.forEach(draft::put);
        projects.forEach(draft::put);
        grants.forEach(draft::put);
        guardrails.forEach(draft::put);
        draft.teamQuotas.putAll(teamQuotas);
        draft.projectQuotas.putAll(projectQuotas);
        return draft.build(revision);
    }

    public long revision() {
        return revision;
    }

    public @Nullable Team team(String name) {
        return teams.get(name);
    }

    public @Nullable Client client(String id) {
        return clients.get(id);
    }

    public @Nullable Project project(String groupId) {
        return projects.get(groupId);
    }

    /** What the team may do on the project, in an order that every replica shares. */
    public List<Grant> grants(String team, String groupId) {
        return grants.getOrDefault(groupId, Map.of()).getOrDefault(team, List.of());
    }

    /** Every guardrail, by name. */
    public List<Guardrail> guardrails() {
        return guardrails;
    }

    /** The team's own quota; null for the default. */
    public @Nullable Quota teamQuota(String team) {
        return teamQuotas.get(team);
    }

    /** The project's own quota; null for the default. */
    public @Nullable Quota projectQuota(String groupId) {
        return projectQuotas.get(groupId);
    }

    @Override
    public String toString() {
        return "PolicySnapshot[revision=" + revision + "]";
    }
}

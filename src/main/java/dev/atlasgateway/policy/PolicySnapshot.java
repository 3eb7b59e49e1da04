package dev.atlasgateway.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One revision of the policy, immutable and indexed: a decision takes the same time, however many grants there are. */
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

    final Map<ObjectKind, Map<String, String>> managed;

    private final long revision;
    private final Map<ObjectKind, List<PolicyObject>> sorted = new ConcurrentHashMap<>(); // filled on first use

    private PolicySnapshot() {
        revision = 0;
        teams = Map.of();
        clients = Map.of();
        projects = Map.of();
        grants = Map.of();
        guardrails = List.of();
        teamQuotas = Map.of();
        projectQuotas = Map.of();
        managed = Map.of();
    }

    PolicySnapshot(long revision, SnapshotBuilder draft) {
        this.revision = revision;
        teams = Map.copyOf(draft.teams);
        clients = Map.copyOf(draft.clients);
        projects = Map.copyOf(draft.projects);
        grants = Map.copyOf(draft.grants());
        guardrails = List.copyOf(draft.guardrails.values());
        teamQuotas = Map.copyOf(draft.teamQuotas);
        projectQuotas = Map.copyOf(draft.projectQuotas);
        managed = draft.managed();
    }

    /**
     * Returns a snapshot of these objects, unchecked. If two have the same key, the later one counts.
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
        var draft = new SnapshotBuilder(EMPTY);
        teams.forEach(draft::put);
        clients.forEach(draft::put);
        projects.forEach(draft::put);
        grants.forEach(draft::put);
        guardrails.forEach(draft::put);
        draft.teamQuotas.putAll(teamQuotas);
        draft.projectQuotas.putAll(projectQuotas);
        return draft.build(revision);
    }

    /**
     * Returns this snapshot after edits, unchecked. The time depends on what they touch, not on the size of the policy.
     */
    public PolicySnapshot with(List<Edit> edits, long revision) {
        return new SnapshotBuilder(this).apply(edits).build(revision);
    }

    public long revision() {
        return revision;
    }

    /** Returns every object of a kind, in the order of their keys. */
    public List<PolicyObject> objects(ObjectKind kind) {
        return sorted.computeIfAbsent(kind, this::sort);
    }

    /** Returns every object. */
    public Stream<PolicyObject> objects() {
        return Arrays.stream(ObjectKind.values()).flatMap(kind -> objects(kind).stream());
    }

    private List<PolicyObject> sort(ObjectKind kind) {
        var byKey = new TreeMap<String, PolicyObject>();
        unsorted(kind).forEach(object -> byKey.put(object.key(), object));
        return List.copyOf(byKey.values());
    }

    private Stream<? extends PolicyObject> unsorted(ObjectKind kind) {
        return switch (kind) {
            case TEAM -> teams.values().stream();
            case CLIENT -> clients.values().stream();
            case PROJECT -> projects.values().stream();
            case GRANT ->
                grants.values().stream()
                        .flatMap(byTeam -> byTeam.values().stream())
                        .flatMap(List::stream);
            case GUARDRAIL -> guardrails.stream();
            case TEAM_QUOTA -> teamQuotas.entrySet().stream().map(own -> new TeamQuota(own.getKey(), own.getValue()));
            case PROJECT_QUOTA ->
                projectQuotas.entrySet().stream().map(own -> new ProjectQuota(own.getKey(), own.getValue()));
        };
    }

    /** Returns the object of this kind and key. */
    public Optional<PolicyObject> find(ObjectKind kind, String key) {
        return Optional.ofNullable(
                switch (kind) {
                    case TEAM -> teams.get(key);
                    case CLIENT -> clients.get(key);
                    case PROJECT -> projects.get(key);
                    case GRANT -> grant(key);
                    case GUARDRAIL -> first(guardrails, key);
                    case TEAM_QUOTA -> teamQuotas.containsKey(key) ? new TeamQuota(key, teamQuotas.get(key)) : null;
                    case PROJECT_QUOTA ->
                        projectQuotas.containsKey(key) ? new ProjectQuota(key, projectQuotas.get(key)) : null;
                });
    }

    /** Whether a mounted document owns any object. */
    public boolean isManaged() {
        return managed.values().stream().anyMatch(owners -> !owners.isEmpty());
    }

    /** Returns the mounted document that owns the object, so that only the document can change it. */
    public Optional<String> managedBy(ObjectKind kind, String key) {
        return Optional.ofNullable(managed.getOrDefault(kind, Map.of()).get(key));
    }

    private @Nullable Grant grant(String key) {
        var parts = key.split("/", 3);
        return parts.length < 3 ? null : first(grants(parts[0], parts[1]), key);
    }

    private static <T extends PolicyObject> @Nullable T first(List<T> objects, String key) {
        for (var object : objects) {
            if (object.key().equals(key)) {
                return object;
            }
        }
        return null;
    }

    /** Returns every team, by name. */
    public List<Team> teams() {
        return all(ObjectKind.TEAM, Team.class);
    }

    /** Returns every client, by id. */
    public List<Client> clients() {
        return all(ObjectKind.CLIENT, Client.class);
    }

    /** Returns every project, by groupId. */
    public List<Project> projects() {
        return all(ObjectKind.PROJECT, Project.class);
    }

    /** Returns every grant, by key. */
    public List<Grant> grants() {
        return all(ObjectKind.GRANT, Grant.class);
    }

    private <T extends PolicyObject> List<T> all(ObjectKind kind, Class<T> type) {
        return objects(kind).stream().map(type::cast).toList();
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

    /** Returns the grants of the team on the project, in the same order on every replica. */
    public List<Grant> grants(String team, String groupId) {
        return grants.getOrDefault(groupId, Map.of()).getOrDefault(team, List.of());
    }

    /** Returns every guardrail, by name. */
    public List<Guardrail> guardrails() {
        return guardrails;
    }

    /** Returns the team's own quota; null for the default. */
    public @Nullable Quota teamQuota(String team) {
        return teamQuotas.get(team);
    }

    /** Returns the project's own quota; null for the default. */
    public @Nullable Quota projectQuota(String groupId) {
        return projectQuotas.get(groupId);
    }

    @Override
    public String toString() {
        return "PolicySnapshot[revision=" + revision + "]";
    }
}

package dev.atlasgateway.policy;

import java.util.Arrays;
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
    public static final PolicySnapshot EMPTY = new PolicySnapshot(0, Map.of(), Map.of(), Map.of());

    private final long revision;
    final Map<ObjectKind, Map<String, PolicyObject>> objects; // of all kinds but grants, by key
    final Map<String, Map<String, List<Grant>>> grants; // by groupId, then team
    final Map<ObjectKind, Map<String, String>> managed; // the mounted documents that own objects, by kind and key
    private final List<Guardrail> guardrails;
    private final Map<ObjectKind, List<PolicyObject>> sorted = new ConcurrentHashMap<>(); // filled on first use

    PolicySnapshot(
            long revision,
            Map<ObjectKind, Map<String, PolicyObject>> objects,
            Map<String, Map<String, List<Grant>>> grants,
            Map<ObjectKind, Map<String, String>> managed) {
        this.revision = revision;
        this.objects = objects;
        this.grants = grants;
        this.managed = managed;
        this.guardrails = all(ObjectKind.GUARDRAIL, Guardrail.class);
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
        return kind == ObjectKind.GRANT
                ? grants.values().stream()
                        .flatMap(byTeam -> byTeam.values().stream())
                        .flatMap(List::stream)
                : of(kind).values().stream();
    }

    /** Returns the objects of a kind by their keys; none for grants. */
    Map<String, PolicyObject> of(ObjectKind kind) {
        return objects.getOrDefault(kind, Map.of());
    }

    /** Returns the object of this kind and key. */
    public Optional<PolicyObject> find(ObjectKind kind, String key) {
        return Optional.ofNullable(kind == ObjectKind.GRANT ? grant(key) : of(kind).get(key));
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
        return parts.length < 3
                ? null
                : grants(parts[0], parts[1]).stream()
                        .filter(grant -> grant.key().equals(key))
                        .findFirst()
                        .orElse(null);
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
        return (Team) of(ObjectKind.TEAM).get(name);
    }

    public @Nullable Client client(String id) {
        return (Client) of(ObjectKind.CLIENT).get(id);
    }

    public @Nullable Project project(String groupId) {
        return (Project) of(ObjectKind.PROJECT).get(groupId);
    }

    /** Returns the name of a project; its groupId if the policy does not know it. */
    public String projectName(String groupId) {
        var project = project(groupId);
        return project == null ? groupId : project.name();
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
        return of(ObjectKind.TEAM_QUOTA).get(team) instanceof TeamQuota own ? own.quota() : null;
    }

    /** Returns the project's own quota; null for the default. */
    public @Nullable Quota projectQuota(String groupId) {
        return of(ObjectKind.PROJECT_QUOTA).get(groupId) instanceof ProjectQuota own ? own.quota() : null;
    }

    @Override
    public String toString() {
        return "PolicySnapshot[revision=" + revision + "]";
    }
}

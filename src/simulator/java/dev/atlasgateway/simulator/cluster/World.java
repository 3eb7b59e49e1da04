package dev.atlasgateway.simulator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The projects and instances, and the one way to change them. */
public final class World {

    private static final Pattern GROUP_ID = Pattern.compile("[a-f0-9]{24}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}");

    private final Map<String, Project> projects = new ConcurrentHashMap<>();
    private final Map<Key, Instance> instances = new ConcurrentHashMap<>();
    private final @Nullable RateLimit rateLimit;
    private final Duration updating;
    private final boolean anyName;
    private final InstantSource clock;

    /**
     * Creates an empty world.
     *
     * @param rateLimit the bucket of each project, null for none
     * @param updating how long an instance is {@code UPDATING} after a change
     * @param anyName whether projects and instances come into being when first named
     */
    public World(@Nullable RateLimit rateLimit, Duration updating, boolean anyName, InstantSource clock) {
        this.rateLimit = rateLimit;
        this.updating = updating;
        this.anyName = anyName;
        this.clock = clock;
    }

    /** Adds or replaces a project; with client ids given, only these service accounts are members. */
    public void addProject(String groupId, Set<String> members) {
        if (!GROUP_ID.matcher(groupId).matches()) {
            throw new IllegalArgumentException("A project id is 24 lower-case hexadecimal digits, not " + groupId);
        }
        projects.put(groupId, new Project(members, bucket()));
    }

    /** Adds an instance to a project that exists, or puts a fresh one in its place. */
    public Instance addInstance(String groupId, String name, Instance.Kind kind) {
        if (!projects.containsKey(groupId)) {
            throw new IllegalArgumentException("Add project " + groupId + " before its instances");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "An instance name is 1 to 64 letters, digits and inner hyphens, not " + name);
        }
        var instance = create(groupId, name, kind);
        instances.put(new Key(groupId, name), instance);
        return instance;
    }

    @Nullable
    Project project(String groupId) {
        var project = projects.get(groupId);
        if (project == null && anyName && GROUP_ID.matcher(groupId).matches()) {
            return projects.computeIfAbsent(groupId, key -> new Project(Set.of(), bucket()));
        }
        return project;
    }

    /** Returns an instance as stored, or null. If any name exists, it is never null for a possible name. */
    public @Nullable Instance instance(String groupId, String name) {
        var key = new Key(groupId, name);
        var instance = instances.get(key);
        if (instance == null && anyName && NAME.matcher(name).matches()) {
            return instances.computeIfAbsent(key, absent -> create(groupId, name, Instance.Kind.FLEX));
        }
        return instance;
    }

    /** Returns the instances of this kind in a project, by name. */
    List<Instance> instances(String groupId, Instance.Kind kind) {
        return instances().stream()
                .filter(instance -> instance.groupId().equals(groupId) && instance.kind() == kind)
                .toList();
    }

    /** Changes an instance that exists; changes to one instance happen one after the other. */
    Instance change(Instance instance, Change change, long request) {
        var until = clock.instant().plus(updating);
        return instances.compute(
                new Key(instance.groupId(), instance.name()),
                (key, current) -> (current == null ? instance : current).apply(change, until, request));
    }

    /** Returns all instances, by project and name. */
    public List<Instance> instances() {
        return instances.values().stream()
                .sorted(Comparator.comparing(Instance::groupId).thenComparing(Instance::name))
                .toList();
    }

    private Instance create(String groupId, String name, Instance.Kind kind) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var id = UUID.nameUUIDFromBytes((groupId + "/" + name).getBytes(UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 24);
        return new Instance(
                groupId, name, id, kind, now, Instance.Settings.INITIAL, now.minus(Duration.ofSeconds(1)), 0, 0);
    }

    static boolean isGroupId(String text) {
        return GROUP_ID.matcher(text).matches();
    }

    private @Nullable TokenBucket bucket() {
        return rateLimit == null ? null : new TokenBucket(rateLimit, clock);
    }

    /** Returns the time of the simulated clock. */
    public Instant now() {
        return clock.instant();
    }

    private record Key(String groupId, String name) {}

    /** A project: its members (if it has none, every account is one) and its bucket (null for no limit). */
    record Project(Set<String> members, @Nullable TokenBucket bucket) {

        boolean admits(String clientId) {
            return members.isEmpty() || members.contains(clientId);
        }
    }
}

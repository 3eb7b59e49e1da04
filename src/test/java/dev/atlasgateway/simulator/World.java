package dev.atlasgateway.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The projects and instances there are, and their one way to change. */
final class World {

    private static final Pattern GROUP_ID = Pattern.compile("[a-f0-9]{24}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}");

    private final Map<String, Project> projects = new ConcurrentHashMap<>();
    private final Map<Key, Instance> instances = new ConcurrentHashMap<>();
    private final SimulatorSettings settings;

    World(SimulatorSettings settings) {
        this.settings = settings;
    }

    /** Adds or replaces a project; with client ids given, only these service accounts are members. */
    void addProject(String groupId, Set<String> members) {
        if (!GROUP_ID.matcher(groupId).matches()) {
            throw new IllegalArgumentException("A project id is 24 lower-case hexadecimal digits, not " + groupId);
        }
        projects.put(groupId, new Project(members, settings));
    }

    Instance addInstance(String groupId, String name, Instance.Kind kind) {
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
        if (project == null && settings.anyName() && GROUP_ID.matcher(groupId).matches()) {
            return projects.computeIfAbsent(groupId, key -> new Project(Set.of(), settings));
        }
        return project;
    }

    @Nullable
    Instance instance(String groupId, String name) {
        var key = new Key(groupId, name);
        var instance = instances.get(key);
        if (instance == null && settings.anyName() && NAME.matcher(name).matches()) {
            return instances.computeIfAbsent(key, absent -> create(groupId, name, Instance.Kind.FLEX));
        }
        return instance;
    }

    /** Changes an instance that exists; changes to one instance happen one after the other. */
    Instance change(Instance instance, Change change, long request) {
        var until = settings.clock().instant().plus(settings.updating());
        return instances.compute(
                new Key(instance.groupId(), instance.name()),
                (key, current) -> (current == null ? instance : current).changed(change, until, request));
    }

    List<Instance> instances() {
        return instances.values().stream()
                .sorted(Comparator.comparing(Instance::groupId).thenComparing(Instance::name))
                .toList();
    }

    private Instance create(String groupId, String name, Instance.Kind kind) {
        var now = settings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var id = Digests.hex(groupId + "/" + name).substring(0, 24);
        return new Instance(
                groupId, name, id, kind, now, Instance.Settings.INITIAL, now.minus(Duration.ofSeconds(1)), 0, 0);
    }

    static boolean isGroupId(String text) {
        return GROUP_ID.matcher(text).matches();
    }

    private record Key(String groupId, String name) {}

    /** A project: who belongs to it, none meaning everybody, and its bucket, none meaning no limit. */
    record Project(Set<String> members, @Nullable TokenBucket bucket) {

        Project(Set<String> members, SimulatorSettings settings) {
            this(
                    members,
                    settings.rateLimit() == null ? null : new TokenBucket(settings.rateLimit(), settings.clock()));
        }

        boolean admits(String clientId) {
            return members.isEmpty() || members.contains(clientId);
        }
    }

    InstantSource clock() {
        return settings.clock();
    }
}

package dev.atlasgateway.bench;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures the heap that a policy takes in a replica, in bytes for each object of a kind. */
public final class HeapFigures {

    private static final int OBJECTS = 100_000;
    private static final int GRANTS_A_PROJECT = 10;

    private HeapFigures() {}

    public static void main(String[] arguments) {
        print("team", HeapFigures::team);
        print("client with one secret", HeapFigures::client);
        print("project", HeapFigures::project);
        print("grant, 10 on each project", number -> grant(number, number / GRANTS_A_PROJECT));
        print("grant, 1 on each project", number -> grant(number, number));
    }

    /** Returns the bytes of heap that a value keeps, by the difference of two full collections. */
    public static long bytesOf(Supplier<?> value) {
        Objects.requireNonNull(value.get()); // so that classes and caches do not count
        var before = usedHeap();
        var kept = value.get();
        var after = usedHeap();
        Objects.requireNonNull(kept); // reachable until here
        return after - before;
    }

    private static void print(String what, IntFunction<PolicyObject> maker) {
        System.out.printf("| %s | %,d |%n", what, bytesOf(() -> snapshot(maker)) / OBJECTS);
    }

    private static PolicySnapshot snapshot(IntFunction<PolicyObject> maker) {
        Stream<Edit> edits = IntStream.range(0, OBJECTS).mapToObj(maker).map(Edit.Put::new);
        return PolicySnapshot.EMPTY.with(edits.toList(), 1);
    }

    private static PolicyObject team(int number) {
        return new Team("team-" + number, "team-" + number + "@example.com", false);
    }

    private static PolicyObject client(int number) {
        var secret = new Client.Secret("%064x".formatted(number), null);
        return new Client("mdb_sa_id_%024x".formatted(number), "team-" + number, List.of(secret), false);
    }

    private static PolicyObject project(int number) {
        return new Project(groupId(number), copy("orders"), copy("default"), null, null);
    }

    private static PolicyObject grant(int number, int project) {
        return new Grant(
                "team-" + number % 1000, groupId(project), Role.GROUP_OWNER, copy("orders-*"), null, "owns " + number);
    }

    /** Objects that are read from the store share no text with each other. */
    private static String copy(String text) {
        return String.valueOf(text.toCharArray());
    }

    private static String groupId(int project) {
        return "%08x%010x%06x".formatted(0x60000000 + project * 397, 0x3d91647abbL, project);
    }

    private static long usedHeap() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

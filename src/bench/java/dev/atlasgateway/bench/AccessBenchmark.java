package dev.atlasgateway.bench;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.problem.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the time of one access decision, which must not grow with the number of grants. Takes about a minute:
 *
 * <pre>./mvnw -Pbench test-compile exec:exec -Dbenchmarks=AccessBenchmark</pre>
 *
 * <p>Calls are spread over all teams and projects, so only the misses of the processor's caches grow.
 */
@State(Scope.Thread)
@Fork(jvmArgs = "-Xmx3g")
public class AccessBenchmark {

    private static final int TEAMS_ON_A_PROJECT = 10;
    private static final int CALLS = 1 << 13;

    @Param({"10", "10000", "1000000"})
    int grants;

    private Access access;
    private AuthorizationRequest[] allowed;
    private AuthorizationRequest[] refused;
    private int next;

    @Setup
    public void load() {
        var projects = grants / TEAMS_ON_A_PROJECT;
        var objects = Stream.of(
                numbered(Math.max(projects, TEAMS_ON_A_PROJECT), team -> new Team("team-" + team, null, false)),
                numbered(projects, project -> new Project(groupId(project), "orders", "default", null, null)),
                numbered(grants, this::grant));
        var edits = objects.flatMap(List::stream).<Edit>map(Edit.Put::new).toList();
        var policy = PolicySnapshot.EMPTY.with(edits, 1);
        access = new Access(() -> policy, InstantSource.system());
        allowed = calls("orders-dev");
        refused = calls("billing-dev");
    }

    @Benchmark
    public AuthorizedCall allowed() {
        var asked = allowed[next++ & CALLS - 1];
        return access.authorize(asked.caller(), asked.call());
    }

    @Benchmark
    public Refusal refused() {
        var asked = refused[next++ & CALLS - 1];
        try {
            throw new AssertionError(access.authorize(asked.caller(), asked.call()));
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    /** Ten teams on each project, and with many projects each team on ten. */
    private Grant grant(int number) {
        var project = number / TEAMS_ON_A_PROJECT;
        var team = (project + number % TEAMS_ON_A_PROJECT) % Math.max(grants / TEAMS_ON_A_PROJECT, TEAMS_ON_A_PROJECT);
        return new Grant("team-" + team, groupId(project), Role.GROUP_OWNER, "orders-*", null, null);
    }

    /** Updates by teams that have a grant on the project, for an instance that it may or may not cover. */
    private AuthorizationRequest[] calls(String instance) {
        return new SplittableRandom(42)
                .ints(CALLS, 0, grants)
                .mapToObj(this::grant)
                .map(grant -> new AuthorizationRequest(
                        new Caller(
                                grant.team(),
                                "mdb_sa_id_0123456789abcdef01234567",
                                "https://gateway.example",
                                LoginKind.SERVICE_ACCOUNT),
                        new Call(Operation.UPDATE_SERVERLESS_INSTANCE, grant.groupId(), instance)))
                .toArray(AuthorizationRequest[]::new);
    }

    private static <T> List<T> numbered(int count, IntFunction<T> maker) {
        return IntStream.range(0, count).mapToObj(maker).toList();
    }

    /** As MongoDB makes object ids: a time, a random value, a counter. */
    private static String groupId(int project) {
        return "%08x%010x%06x".formatted(0x60000000 + project * 397, 0x3d91647abbL, project);
    }

    private record AuthorizationRequest(Caller caller, Call call) {}
}

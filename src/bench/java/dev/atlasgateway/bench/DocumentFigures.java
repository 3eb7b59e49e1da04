package dev.atlasgateway.bench;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Measures how long a running gateway takes to plan and apply a document of 1 000 teams, 10 000 projects and 100 000
 * grants, over HTTP and to PostgreSQL. Also measures how much that delays access decisions meanwhile. Exits with 1 if plan
 * and apply take longer than ten seconds together, or if a decision waits for longer than 50 ms.
 */
public final class DocumentFigures {

    private static final int TEAMS = 1_000;
    private static final int PROJECTS = 10_000;
    private static final int GRANTS_A_PROJECT = 10;
    private static final String POLICY = "/admin/api/v1/policy";

    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private DocumentFigures() {}

    public static void main(String[] arguments) throws InterruptedException {
        var before = GATEWAY.send(GATEWAY.asAdmin(POLICY).GET()).body();
        var large = document();
        System.out.printf("%,d bytes of YAML%n", large.length());
        var met = true;
        for (int round = 1; round <= 3; round++) {
            var plan = timed("round " + round + " plan ", () -> post("plan", large, ""));
            var base = plan.reply().header("ETag");
            met &= within(plan, timed("round " + round + " apply", () -> post("apply", large, base)));
            timed("round " + round + " plan again, which changes nothing", () -> post("plan", large, ""));
            var back = timed("round " + round + " plan the removal of all", () -> post("plan", before, ""));
            var newer = back.reply().header("ETag");
            met &= within(back, timed("round " + round + " apply that", () -> post("apply", before, newer)));
        }
        timed("export", () -> GATEWAY.send(GATEWAY.asAdmin(POLICY).GET()));
        System.out.println(
                met
                        ? "Plan and apply took ten seconds at most, and no decision waited for more than 50 ms meanwhile."
                        : "MISSED: plan and apply within ten seconds, no decision waiting for more than 50 ms meanwhile.");
        System.exit(met ? 0 : 1);
    }

    /** @param longest the longest wait of a decision meanwhile */
    private record TimedReply(Reply reply, Duration took, Duration longest) {}

    private static boolean within(TimedReply plan, TimedReply apply) {
        return plan.took().plus(apply.took()).compareTo(MOST) <= 0
                && apply.longest().compareTo(LONGEST_WAIT) <= 0;
    }

    private static TimedReply timed(String what, Supplier<Reply> task) throws InterruptedException {
        try (var caller = new BackgroundCaller()) {
            var started = System.nanoTime();
            var reply = task.get();
            var took = System.nanoTime() - started;
            if (reply.status() != 200) {
                throw new IllegalStateException(reply.body());
            }
            System.out.printf(
                    "%s: %,d ms; the longest wait of an access decision %.1f ms%n",
                    what, took / 1_000_000, caller.longest() / 1e6);
            return new TimedReply(reply, Duration.ofNanos(took), Duration.ofNanos(caller.longest()));
        }
    }

    private static Reply post(String action, String yaml, String base) {
        var request = GATEWAY.asAdmin(POLICY + ":" + action).header("Content-Type", "application/yaml");
        if (!base.isEmpty()) {
            request.header("If-Match", base).header("X-Change-Reason", "figures");
        }
        return GATEWAY.send(request.POST(BodyPublishers.ofString(yaml)));
    }

    private static String document() {
        var yaml = new StringBuilder("teams:\n");
        for (int team = 0; team < TEAMS; team++) {
            yaml.append("  team-")
                    .append(team)
                    .append(": {contact: team")
                    .append(team)
                    .append("@example.com}\n");
        }
        yaml.append("projects:\n");
        for (int project = 0; project < PROJECTS; project++) {
            yaml.append("  ")
                    .append(groupId(project))
                    .append(": {name: project ")
                    .append(project)
                    .append("}\n");
        }
        yaml.append("grants:\n");
        for (int grant = 0; grant < PROJECTS * GRANTS_A_PROJECT; grant++) {
            var project = grant / GRANTS_A_PROJECT;
            yaml.append("- {team: team-")
                    .append((project + grant % GRANTS_A_PROJECT) % TEAMS)
                    .append(", project: ")
                    .append(groupId(project))
                    .append(", role: GROUP_OWNER, instances: orders-*, reason: runs it}\n");
        }
        return yaml.toString();
    }

    private static String groupId(int project) {
        return "%08x%010x%06x".formatted(0x60000000 + project * 397, 0x3d91647abbL, project);
    }

    /** Makes one access decision after another, and records the longest. Pauses of the machine are included. */
    private static final class BackgroundCaller implements AutoCloseable {

        private static final Call CALL =
                new Call(Operation.GET_SERVERLESS_INSTANCE, RunningGateway.ORDERS, "orders-dev");

        private final Access access = GATEWAY.part(Access.class);
        private final AtomicLong longest = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread = Thread.ofPlatform().start(this::ask);

        private void ask() {
            var caller = new Caller("payments", "bench", "bench", LoginKind.SERVICE_ACCOUNT);
            while (!over.get()) {
                var started = System.nanoTime();
                try {
                    access.authorize(caller, CALL);
                } catch (RuntimeException e) {
                    // the large document has no such team, and refuses it, which takes as long
                }
                longest.accumulateAndGet(System.nanoTime() - started, Math::max);
            }
        }

        long longest() {
            return longest.get();
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            thread.join();
        }
    }
}

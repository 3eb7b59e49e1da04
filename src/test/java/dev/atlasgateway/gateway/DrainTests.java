package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a gateway still does once it has been told to leave, as each of them is in every roll-out. */
class DrainTests {

    private static final Duration ATLAS_TAKES = Duration.ofSeconds(6);
    private static final int CALLERS = 4;

    @TempDir
    private Path folder;

    @Test
    void endsTheCallUnderWayRecordsItAndGivesItsTokenBack() throws Exception {
        var url = Postgres.newDatabase();
        try (var atlas = AtlasSimulator.start(0);
                var gateway = new GatewayProcess(folder, url, atlas, List.of());
                var store = Postgres.pool(url)) {
            gateway.start();
            var caller = new TaggedLoad(gateway.port(), 1);
            atlas.orders(Fault.delay(ATLAS_TAKES).on("PATCH"));
            var call = CompletableFuture.supplyAsync(() -> caller.call("orders-dev", "mark-0-0"));
            Awaitility.await("the change to be at Atlas")
                    .until(() -> atlas.pendingFaults().isEmpty());
            assertThat(atlas.liveTokens(AtlasSimulator.CLIENT_ID)).isOne();

            gateway.leave();
            Awaitility.await("no new calls to be taken").until(() -> !gateway.listens());
            assertThat(call).as("the call under way").isNotDone();

            assertThat(call.get().status()).isEqualTo(200);
            Awaitility.await("its end").atMost(Duration.ofSeconds(20)).until(gateway::exited);
            assertThat(outcomes(JdbcClient.create(store))).containsExactly("applied");
            assertThat(atlas.instance(AtlasSimulator.PROJECT, "orders-dev").changes())
                    .isOne();
            assertThat(atlas.liveTokens(AtlasSimulator.CLIENT_ID)).isZero();
        }
    }

    /** As one that a Kubernetes service led here before: no balancer moves what goes over a connection that is open. */
    @Test
    void tellsWhoeverKeepsAConnectionToCallElsewhereAndLosesNoneOfTheirCalls() throws Exception {
        try (var atlas = AtlasSimulator.start(0);
                var gateway = new GatewayProcess(folder, Postgres.newDatabase(), atlas, List.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.start();
            var callers = new TaggedLoad(gateway.port(), CALLERS);
            var called = IntStream.range(0, CALLERS)
                    .mapToObj(
                            caller -> threads.submit(() -> callers.callOnOneConnection("orders-dev", "mark-" + caller)))
                    .toList();
            Awaitility.await("calls of all").until(() -> callers.answered() > 3 * CALLERS);

            gateway.leave();

            for (var caller : called) {
                assertThat(caller.get()).extracting(Reply::status).containsOnly(200);
            }
            Awaitility.await("its end").atMost(Duration.ofSeconds(20)).until(gateway::exited);
        }
    }

    private static List<String> outcomes(JdbcClient audit) {
        return audit.sql("select outcome from audit where stage = 'outcome'")
                .query(String.class)
                .list();
    }
}

package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.StartsEarly;
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

/** What a gateway does between the signal to stop and its end, as in each roll-out. */
@StartsEarly
class DrainTests {

    private static final Duration ATLAS_DELAY = Duration.ofSeconds(6);
    private static final int CALLERS = 4;

    @TempDir
    private Path folder;

    @Test
    void finishesAndRecordsTheOpenCallAndRevokesItsToken() throws Exception {
        var url = Postgres.newMigratedUrl();
        try (var atlas = AtlasSimulator.start(0);
                var gateway = new GatewayProcess(folder, url, atlas, List.of());
                var store = Postgres.pool(url)) {
            gateway.start();
            var caller = new TaggedLoad(gateway.port(), 1);
            atlas.orders(Fault.delay(ATLAS_DELAY).on("PATCH"));
            var call = CompletableFuture.supplyAsync(() -> caller.call("orders-dev", "mark-0-0"));
            Awaitility.await("the change to reach Atlas")
                    .until(() -> atlas.pendingFaults().isEmpty());
            assertThat(atlas.liveTokens(AtlasSimulator.CLIENT_ID)).isOne();

            gateway.terminate();
            Awaitility.await("the gateway to refuse new connections").until(() -> !gateway.listens());
            assertThat(call).as("the open call").isNotDone();

            assertThat(call.get().status()).isEqualTo(200);
            Awaitility.await("the end of the process")
                    .atMost(Duration.ofSeconds(20))
                    .until(gateway::exited);
            assertThat(outcomes(JdbcClient.create(store))).containsExactly("applied");
            assertThat(atlas.instance(AtlasSimulator.PROJECT, "orders-dev").changes())
                    .isOne();
            assertThat(atlas.liveTokens(AtlasSimulator.CLIENT_ID)).isZero();
            assertThat(gateway.output())
                    .as("the log from the start to the end")
                    .anyMatch(line -> line.contains("Started AtlasGatewayApplication"))
                    .anyMatch(line -> line.contains("\"message\":\"call\""))
                    .allSatisfy(
                            line -> assertThat(EcsFields.faults(line)).as(line).isEmpty());
        }
    }

    /** A Kubernetes service does not move open connections to another replica. */
    @Test
    void closesKeptConnectionsWithoutLosingCalls() throws Exception {
        try (var atlas = AtlasSimulator.start(0);
                var gateway = new GatewayProcess(folder, Postgres.newMigratedUrl(), atlas, List.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.start();
            var callers = new TaggedLoad(gateway.port(), CALLERS);
            var called = IntStream.range(0, CALLERS)
                    .mapToObj(
                            caller -> threads.submit(() -> callers.callOnOneConnection("orders-dev", "mark-" + caller)))
                    .toList();
            Awaitility.await("calls of all callers").until(() -> callers.answered() > 3 * CALLERS);

            gateway.terminate();

            for (var caller : called) {
                assertThat(caller.get()).extracting(Reply::status).containsOnly(200);
            }
            Awaitility.await("the end of the process")
                    .atMost(Duration.ofSeconds(20))
                    .until(gateway::exited);
        }
    }

    private static List<String> outcomes(JdbcClient audit) {
        return audit.sql("select outcome from audit where stage = 'outcome'")
                .query(String.class)
                .list();
    }
}

package dev.atlasgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsLog;
import dev.atlasgateway.testing.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ReadsLog
class OutageLogTests {

    @Test
    void logsAnOutageOnce(LogOfTest log) {
        var settings = AuditSettings.standard("replica")
                .patience(Duration.ofMillis(200), Duration.ofMillis(200))
                .storeTimeout(Duration.ofSeconds(1));
        try (var wire = TcpProxy.before(Postgres.newMigratedUrl());
                var pool = Postgres.pool(wire.url());
                var replica = AuditReplica.on(pool, settings.properties())) {
            await().until(replica::isReady);
            wire.refuse();
            for (int i = 0; i < 3; i++) {
                replica.trail.recordRefusal(Calls.request(), Refusal.of(Problem.NO_CURRENT_USER, "Log in."));
            }
            wire.restore();
            await().untilAsserted(() -> assertThat(log).contains("The audit store is back"));

            assertThat(log.toString().split("The audit store is away", -1)).hasSize(2);
        }
    }
}

package dev.atlasgateway.caller.token;

import static org.awaitility.Awaitility.await;

import dev.atlasgateway.store.PollingConnection;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RevokedTokensFailoverTests {

    /** The wait for the lost server ends after five seconds. The next poll finds the other server. */
    @Test
    void areReadFromAnotherServerAfterOneStopsAnswering() {
        try (var database = Postgres.newMigratedDatabase();
                var wire = TcpProxy.before(database.getJdbcUrl());
                var pool = Postgres.pool(wire.url());
                var polling = PollingConnection.like(pool)) {
            var there = new RevokedTokens(polling.jdbc(), polling.jdbc(), InstantSource.system());
            var follow = there.polling();
            follow.start();
            wire.lose();
            new RevokedTokens(JdbcClient.create(database), JdbcClient.create(database), InstantSource.system())
                    .revoke("a", Instant.now().plusSeconds(3600));
            await().atMost(Duration.ofSeconds(20)).until(() -> there.contains("a"));
            follow.stop();
        }
    }
}

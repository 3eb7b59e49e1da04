package dev.atlasgateway.revision;

import static dev.atlasgateway.policy.Examples.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.store.PollingConnection;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.TcpProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The failover of PostgreSQL while a query is running: the old server stops answering, and a new one takes its place.
 */
class FailoverTests {

    private static final Author ADA = new Author("ada", "a test");
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(20);

    private final Replica other = Replica.first();
    private final TcpProxy wire = TcpProxy.before(other.pool.getJdbcUrl());
    private final HikariDataSource pool = Postgres.pool(wire.url()); // without a timeout
    private final PollingConnection polling = PollingConnection.like(pool);
    private final Revisions policy = policy();

    @AfterEach
    void close() {
        wire.cut();
        wire.close();
        polling.close();
        pool.close();
        other.close();
    }

    @Test
    void isDetectedWithinSecondsAndRevisionsOfTheNewServerAreLoaded() {
        policy.reload();
        wire.lose();
        other.revisions.apply(0, puts(), ADA);

        await().atMost(A_FEW_SECONDS).untilAsserted(() -> {
            policy.reload();
            assertThat(policy.current().revision()).isEqualTo(1);
        });
    }

    private static List<Edit> puts() {
        return List.of(new Edit.Put(TEAM));
    }

    private Revisions policy() {
        var store = new RevisionStore(
                JdbcClient.create(pool),
                polling.jdbc(),
                new TransactionTemplate(new JdbcTransactionManager(pool)),
                InstantSource.system(),
                (author, number) -> {});
        return new Revisions(store, new PolicyRules(List.of(), Ha1Encryption.NONE), InstantSource.system());
    }
}

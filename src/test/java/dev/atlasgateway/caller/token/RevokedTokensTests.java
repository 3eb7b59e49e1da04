package dev.atlasgateway.caller.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.store.Polling;
import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Revocations on several replicas with one database. */
@ReadsLog
@Isolated("it promises a second")
class RevokedTokensTests {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Instant LATER = Instant.now().plusSeconds(3600);

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final List<Polling> polling = new ArrayList<>();

    @AfterEach
    void stop() {
        polling.forEach(Polling::stop);
        database.close();
    }

    @Test
    void areKnownAtOnceAndOnOtherReplicasWithinASecond() {
        var here = replica();
        var there = replica();
        assertThat(here.revoke("a", LATER)).isTrue();
        assertThat(here.contains("a")).isTrue();
        await().atMost(A_SECOND).until(() -> there.contains("a"));
        assertThat(there.contains("b")).isFalse();
    }

    @Test
    void areKnownToANewReplicaBeforeItServes() {
        replica().revoke("a", LATER);
        assertThat(replica().contains("a")).isTrue();
    }

    @Test
    void areNotMissedIfALaterOneBecomesVisibleFirst() throws SQLException {
        var replica = replica();
        try (var slow = database.getConnection();
                var quick = database.getConnection()) {
            slow.setAutoCommit(false);
            insert(slow, "earlier");
            insert(quick, "later");
            await().atMost(A_SECOND).until(() -> replica.contains("later"));
            assertThat(replica.contains("earlier")).isFalse();
            slow.commit();
            await().atMost(A_SECOND).until(() -> replica.contains("earlier"));
        }
    }

    @Test
    void areStoredOnce() {
        var replica = replica();
        assertThat(replica.revoke("a", LATER)).isTrue();
        assertThat(replica.revoke("a", LATER)).isFalse();
    }

    /** It is the only connection for the poll that would disable a client. */
    @Test
    void areNotStoredByTheConnectionOfPolls() {
        var unusable = JdbcClient.create(new SimpleDriverDataSource());
        var replica = new RevokedTokens(JdbcClient.create(database), unusable, InstantSource.system());
        assertThat(replica.revoke("a", LATER)).isTrue();
    }

    @Test
    void areDeletedAfterTheirTokensExpired() {
        replica().revoke("over", Instant.now().minusSeconds(600));
        var replica = replica();
        await().atMost(A_SECOND).until(() -> rows() == 0 && !replica.contains("over"));
    }

    @Test
    void areDeletedWithADelay() {
        var replica = new RevokedTokens(
                JdbcClient.create(database), JdbcClient.create(database), () -> LATER.plusSeconds(240));
        replica.revoke("a", LATER);
        start(replica); // looks for what is over at once
        await().during(A_SECOND).until(() -> replica.contains("a"));
    }

    @Test
    void stayRevokedDuringADatabaseOutageAndAreReadAgainAfterIt(LogOfTest log) {
        var here = replica();
        here.revoke("a", LATER);
        var there = replica();
        sql("alter table revoked_token rename to away");
        await().until(() -> log.toString().contains("A run of revoked-tokens failed"));
        assertThat(there.contains("a")).isTrue();
        sql("alter table away rename to revoked_token");
        here.revoke("b", LATER);
        await().atMost(A_SECOND).until(() -> there.contains("b"));
    }

    private RevokedTokens replica() {
        var replica =
                new RevokedTokens(JdbcClient.create(database), JdbcClient.create(database), InstantSource.system());
        return start(replica);
    }

    private RevokedTokens start(RevokedTokens replica) {
        var own = List.of(replica.polling(), replica.purging());
        polling.addAll(own);
        own.forEach(Polling::start);
        return replica;
    }

    private void insert(Connection connection, String token) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into revoked_token (token_id, expires_at) values (?, now() + interval '1 hour')")) {
            statement.setString(1, token);
            statement.executeUpdate();
        }
    }

    private void sql(String statement) {
        JdbcClient.create(database).sql(statement).update();
    }

    private long rows() {
        return JdbcClient.create(database)
                .sql("select count(*) from revoked_token")
                .query(Long.class)
                .single();
    }
}

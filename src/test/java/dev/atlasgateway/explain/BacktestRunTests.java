package dev.atlasgateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.explain.Backtest.State;
import dev.atlasgateway.testing.Postgres;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

class BacktestRunTests {

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final BacktestStore store = new BacktestStore(JdbcClient.create(database));

    @AfterEach
    void close() {
        database.close();
    }

    /** An error of the JVM, such as too deep a recursion in an expression, ends only the thread of its part. */
    @Test
    void failsIfAPartEndsWithAnError() {
        var calls = new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                throw new StackOverflowError("deep");
            }

            @Override
            public Connection getConnection(String user, String password) {
                return getConnection();
            }
        };
        var start = stored(Instant.now());
        var unused = new CallReplay(null, null);

        new BacktestRun(start, new AuditedCallReader(calls), unused, unused).run(store);

        assertThat(store.find(start.id()).orElseThrow().state()).isEqualTo(State.FAILED);
    }

    @Test
    void isRemovedByTheClockOfPostgresql() {
        var kept = stored(Instant.now().minus(Duration.ofHours(23)));
        var old = stored(Instant.now().minus(Duration.ofHours(25)));

        store.removeOlder(Duration.ofDays(1));

        assertThat(store.find(kept.id())).isPresent();
        assertThat(store.find(old.id())).isEmpty();
    }

    private Backtest stored(Instant at) {
        var start = new Backtest(
                UUID.randomUUID().toString(),
                "ada",
                at,
                "a draft",
                at.minusSeconds(60),
                at,
                State.RUNNING,
                -1,
                new ComparisonTally().sum());
        store.add(start);
        return start;
    }
}

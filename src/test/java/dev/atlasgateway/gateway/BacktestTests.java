package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atlasgateway.admin.events.AdminEvent;
import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.explain.Backtest;
import dev.atlasgateway.explain.Backtest.State;
import dev.atlasgateway.explain.BacktestService;
import dev.atlasgateway.explain.Comparison.ChangedDecision;
import dev.atlasgateway.explain.Comparison.End;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Team;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Backtests of the running gateway. */
@OnSharedGateway
class BacktestTests {

    private static final String OFF = "{\"terminationProtectionEnabled\":false}";
    private static final Guardrail ANYTHING = new Guardrail("draft", "true", Mode.DENY, "never");

    private final RunningGateway gateway = RunningGateway.shared();
    private final BacktestService backtests = gateway.part(BacktestService.class);

    @Test
    void reportsCallsThatADraftWouldRefuse() {
        var start = Instant.now().minusSeconds(1);
        var refused = gateway.patch("payments", "backtest-dev", OFF);
        gateway.patch("payments", "backtest-dev", "{\"terminationProtectionEnabled\":true}");
        gateway.patch("search", "backtest-dev", OFF);
        var backtest = done(start(
                new Guardrail(
                        "draft",
                        "instance != 'backtest-dev' || !has(change.terminationProtectionEnabled) || change.terminationProtectionEnabled",
                        Mode.DENY,
                        "not off"),
                start));
        var result = backtest.result();
        assertThat(result.different()).isEqualTo(Map.of(ChangedDecision.NEWLY_REFUSED, 1L));
        assertThat(result.byTeam()).isEqualTo(Map.of("payments", Map.of(ChangedDecision.NEWLY_REFUSED, 1L)));
        assertThat(result.examples()).singleElement().satisfies(example -> {
            assertThat(example.requestId()).isEqualTo(refused.header("X-Request-Id"));
            assertThat(example.after()).hasToString("guardrail:draft");
        });
        assertThat(result.unchanged()).isEqualTo(result.calls() - 1 - result.notReplayable());
        assertThat(result.draft().get(End.REFUSED)).isEqualTo(result.inForce().get(End.REFUSED) + 1);
        assertThat(backtest.total()).isEqualTo(result.calls());
    }

    @Test
    void decidesTheCallsOfEveryApiByOneGuardrail() {
        var start = Instant.now().minusSeconds(1);
        var paths = List.of(
                RunningGateway.path(RunningGateway.ORDERS, "backtest-api"),
                "/api/atlas/v2/groups/" + RunningGateway.ORDERS + "/serverless/backtest-api",
                "/api/atlas/v2/groups/" + RunningGateway.ORDERS + "/flexClusters/backtest-api");
        var ids = paths.stream()
                .map(path -> gateway.send(gateway.as("payments", path)
                                .header("Accept", "application/vnd.atlas.2024-11-13+json")
                                .header("Content-Type", "application/json")
                                .method("PATCH", HttpRequest.BodyPublishers.ofString(OFF)))
                        .header("X-Request-Id"))
                .toList();
        var list = "/api/atlas/v2/groups/" + RunningGateway.ORDERS + "/flexClusters";
        gateway.send(gateway.as("payments", list).header("Accept", "application/vnd.atlas.2024-11-13+json"));
        var result = done(start(new Guardrail("draft", "instance != 'backtest-api'", Mode.DENY, "not this one"), start))
                .result();
        assertThat(result.different()).isEqualTo(Map.of(ChangedDecision.NEWLY_REFUSED, 3L));
        assertThat(result.examples())
                .extracting(example -> example.requestId())
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    /** What a file manages is what admins cannot try by changing it. */
    @Test
    void acceptsDraftsOfObjectsThatAFileManages() {
        var suspended = new Edit.Put(new Team("mounted", null, true));
        var removed = new Edit.Remove(dev.atlasgateway.policy.ObjectKind.TEAM, "mounted");
        for (var edit : List.of(suspended, removed)) {
            var from = Instant.now().minusSeconds(1);
            done(backtests.start(List.of(edit), "a draft", from, Instant.now().plusSeconds(1), "me"));
        }
        assertThat(gateway.part(Policy.class).current().team("mounted").disabled())
                .isFalse();
    }

    @Test
    void recordsWhoStartedCancelledAndViewedIt() throws SQLException {
        var by = "admin-" + UUID.randomUUID();
        try (var lock = gateway.part(DataSource.class).getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");
            var backtest = backtests.start(
                    List.of(new Edit.Put(ANYTHING)), "a draft", Instant.now().minusSeconds(1), Instant.now(), by);
            backtests.cancel(backtest.id(), by);
            lock.rollback();
            Awaitility.await().until(() -> stored(backtest).equals("CANCELLED"));
            backtests.show(backtest.id(), by);
            assertThat(gateway.part(AdminEvents.class)
                            .before(Long.MAX_VALUE, by, "backtest", "backtest:" + backtest.id(), 10))
                    .extracting(AdminEvent::action)
                    .containsExactly("backtest.shown", "backtest.cancelled", "backtest.started");
        }
    }

    @Test
    void recordsNoLookOfItsStarterWhileItRuns() throws SQLException {
        try (var lock = gateway.part(DataSource.class).getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");
            var backtest = start(ANYTHING, Instant.now().minusSeconds(60));
            backtests.show(backtest.id(), "me");
            assertThat(looks(backtest)).isEmpty();
            backtests.show(backtest.id(), "another admin");
            assertThat(looks(backtest)).containsExactly("another admin");
            lock.rollback();
            done(backtest);
            backtests.show(backtest.id(), "me");
            assertThat(looks(backtest)).containsExactly("me", "another admin");
        }
    }

    private List<String> looks(Backtest backtest) {
        return gateway
                .part(AdminEvents.class)
                .before(Long.MAX_VALUE, null, "backtest.shown", "backtest:" + backtest.id(), 10)
                .stream()
                .map(AdminEvent::admin)
                .toList();
    }

    @Test
    void countsCallsThatCannotBeReplayed() {
        var start = Instant.now().minusSeconds(1);
        gateway.patch("payments", "backtest-state", "{\"terminationProtectionEnabled\":true}");
        var result = done(start(
                        new Guardrail(
                                "state",
                                "instance != 'backtest-state' || current.stateName == 'IDLE'",
                                Mode.DENY,
                                "idle"),
                        start))
                .result();
        assertThat(result.notReplayable()).isPositive();
        assertThat(result.different()).isEmpty();
    }

    @Test
    void keepsTwentyExamplesOfEachKind() {
        var start = Instant.now().minusSeconds(1);
        for (int i = 0; i < 25; i++) {
            gateway.patch("payments", "backtest-many", OFF);
        }
        var result = done(start(new Guardrail("draft", "instance != 'backtest-many'", Mode.AUDIT, "many"), start))
                .result();
        assertThat(result.different()).isEqualTo(Map.of(ChangedDecision.NEWLY_NOTED, 25L));
        assertThat(result.examples()).hasSize(20);
    }

    @Test
    void endsWithinASecondOfBeingCancelledWhileTheDatabaseIsBlocked() throws SQLException {
        try (var lock = gateway.part(DataSource.class).getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");
            var backtest = start(ANYTHING, Instant.now().minusSeconds(60));
            assertThatThrownBy(() -> start(ANYTHING, Instant.now().minusSeconds(60)))
                    .isInstanceOf(BacktestService.TooMany.class);
            Awaitility.await().until(() -> waiting(statement) == 2);
            backtests.cancel(backtest.id(), "me");
            Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> waiting(statement) == 0);
            assertThat(found(backtest).state()).isEqualTo(State.CANCELLED);
            lock.rollback();
        }
        done(start(ANYTHING, Instant.now().minusSeconds(1))); // its place is free again
    }

    /** How many queries of a backtest wait for the audit. */
    private static int waiting(Statement statement) throws SQLException {
        try (var row = statement.executeQuery(
                "select count(*) from pg_stat_activity where state = 'active' and query like '%from audit where%' and wait_event_type = 'Lock'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void isCancelledFromAnyReplica() throws SQLException {
        try (var lock = gateway.part(DataSource.class).getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");
            var backtest = start(ANYTHING, Instant.now().minusSeconds(60));
            gateway.store()
                    .sql("update backtest set cancel = true where id = ?::uuid")
                    .param(backtest.id())
                    .update();
            Awaitility.await().until(() -> stored(backtest).equals("CANCELLED"));
            lock.rollback();
        }
    }

    private String stored(Backtest backtest) {
        return gateway.store()
                .sql("select state from backtest where id = ?::uuid")
                .param(backtest.id())
                .query(String.class)
                .single();
    }

    private Backtest start(Guardrail draft, Instant from) {
        return backtests.start(
                List.of(new Edit.Put(draft)), "a draft", from, Instant.now().plusSeconds(1), "me");
    }

    private Backtest done(Backtest backtest) {
        return Awaitility.await().until(() -> found(backtest), now -> now.state() == State.DONE);
    }

    private Backtest found(Backtest backtest) {
        return backtests.find(backtest.id()).orElseThrow();
    }
}

package dev.atlasgateway.gateway;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Effect.Nonsense;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.StartsEarly;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Several thousand changes while Atlas fails at random and the gateway is killed and started again.
 *
 * <p>Each change has its own mark. By the marks, the test compares what reached Atlas, what the audit recorded, and what the
 * callers were answered.
 */
@StartsEarly
class CrashTests {

    private static final Pattern MARK = Pattern.compile("mark-\\d+-\\d+");

    /** Short times, so that the gateway soon finds the open intents of a crash. */
    private static final List<String> SHORT_DEADLINES = List.of(
            "--gateway.atlas.deadline=3s", "--gateway.atlas.attempt-timeout=2s", "--gateway.audit.orphan-after=2s");

    @TempDir
    private Path folder;

    @Test
    void keepsIntentsAndOutcomesCompleteAndTrue() throws Exception {
        var url = Postgres.newMigratedUrl();
        try (var atlas = AtlasSimulator.start(
                        0,
                        SimulatorSettings.defaults()
                                .withRateLimit(null)
                                .withUpdating(Duration.ZERO)
                                .withAnyName(true));
                var gateway = new GatewayProcess(folder, url, atlas, SHORT_DEADLINES);
                var store = Postgres.pool(url)) {
            gateway.start();
            orderFaults(atlas);
            var callers = new TaggedLoad(gateway.port(), 32);
            callers.start();
            for (int crash = 1; crash <= 2; crash++) {
                awaitAnswers(callers, crash * 1500);
                gateway.kill();
                gateway.start();
            }
            awaitAnswers(callers, 4500);
            callers.stop();
            atlas.clearFaults();
            var audit = JdbcClient.create(store);
            awaitAllOutcomes(audit);

            everyChangeThatReachedAtlasHasAnIntentBeforeIt(atlas, audit);
            everyIntentHasExactlyOneOutcome(audit);
            everyChangeReportedAsAppliedWasApplied(atlas, audit, callers.answeredApplied());
            assertThat(callers.answeredApplied()).hasSizeGreaterThan(1000);
            assertThat(outcomes(audit)).containsKeys("applied", "unknown");
        }
    }

    private static void orderFaults(AtlasSimulator atlas) {
        atlas.orders(
                Fault.resetBeforeApplying().on("PATCH").always().withProbability(0.03),
                Fault.resetAfterApplying().on("PATCH").always().withProbability(0.03),
                Fault.garbage(Nonsense.HTML).on("PATCH").always().withProbability(0.02),
                Fault.truncated().on("PATCH").always().withProbability(0.03),
                Fault.status(503).on("PATCH").always().withProbability(0.05),
                Fault.status(500).on("PATCH").always().withProbability(0.02),
                Fault.status(429, 1).on("PATCH").always().withProbability(0.02),
                Fault.delay(Duration.ofMillis(300)).on("PATCH").always().withProbability(0.05));
    }

    private static void everyChangeThatReachedAtlasHasAnIntentBeforeIt(AtlasSimulator atlas, JdbcClient audit) {
        Map<String, Instant> intents = audit
                .sql(
                        "select sent::text as sent, recorded_at from audit where stage = 'intent' and resource is not null")
                .query((row, number) ->
                        Map.entry(mark(row.getString(1)), row.getTimestamp(2).toInstant()))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        var changes = changes(atlas);
        assertThat(changes).hasSizeGreaterThan(2000);
        for (var change : changes) {
            assertThat(intents.get(mark(change.body())))
                    .as("intent of " + change.body())
                    .isNotNull()
                    .isBefore(change.time().plusMillis(1));
        }
    }

    private static void everyIntentHasExactlyOneOutcome(JdbcClient audit) {
        assertThat(count(audit, """
                        select count(*) from audit i where i.stage = 'intent' and 1 <>
                          (select count(*) from audit o where o.id = i.id and o.stage = 'outcome')""")).isZero();
    }

    private static void everyChangeReportedAsAppliedWasApplied(
            AtlasSimulator atlas, JdbcClient audit, Set<String> answered) {
        var applied = changes(atlas).stream()
                .filter(ReceivedRequest::applied)
                .map(change -> mark(change.body()))
                .collect(toSet());
        var recorded = audit.sql("select sent::text from audit where stage = 'outcome' and outcome = 'applied'")
                .query((row, number) -> mark(row.getString(1)))
                .list();
        assertThat(applied).containsAll(recorded);
        assertThat(applied).containsAll(answered);
    }

    private static Map<String, Long> outcomes(JdbcClient audit) {
        return audit
                .sql("select outcome, count(*) from audit where stage = 'outcome' group by outcome")
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<ReceivedRequest> changes(AtlasSimulator atlas) {
        return atlas.received().stream()
                .filter(request -> request.method().equals("PATCH"))
                .toList();
    }

    private static String mark(String text) {
        var matcher = MARK.matcher(text);
        assertThat(matcher.find()).as("a mark in " + text).isTrue();
        return matcher.group();
    }

    private static void awaitAnswers(TaggedLoad callers, int answers) {
        Awaitility.await(answers + " answers")
                .atMost(Duration.ofSeconds(120))
                .until(() -> callers.answered() >= answers);
    }

    private static void awaitAllOutcomes(JdbcClient audit) {
        Awaitility.await("an outcome for every intent")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> count(audit, """
                                select count(*) from audit i where i.stage = 'intent' and not exists
                                  (select 1 from audit o where o.id = i.id and o.stage = 'outcome')""") == 0);
    }

    private static long count(JdbcClient audit, String sql) {
        return audit.sql(sql).query(Long.class).single();
    }
}

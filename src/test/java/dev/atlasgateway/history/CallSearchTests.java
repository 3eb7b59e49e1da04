package dev.atlasgateway.history;

import static dev.atlasgateway.history.HistoryFixture.AUDITOR;
import static dev.atlasgateway.history.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CallSearchTests {

    private final HistoryFixture past = new HistoryFixture();

    @AfterEach
    void close() {
        past.close();
    }

    @Test
    void returnsTheNewestFirst() {
        var first = past.call(NOON);
        var second = past.call(NOON.plusMillis(1));
        var lastMonth = past.call(NOON.minus(Duration.ofDays(30)));

        assertThat(found(CallFilter.all())).containsExactly(second, first, lastMonth);
    }

    /** The zero times of .NET and Go, and years that PostgreSQL does not know, are before or after all calls. */
    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z, true, false",
        "-0001-01-01T00:00:00Z, true, false",
        "-10000-01-01T00:00:00Z, true, false",
        "-1000000000-01-01T00:00:00Z, true, false",
        "1601-01-01T00:00:00Z, true, false",
        "1969-12-31T23:59:59.999Z, true, false",
        "1970-01-01T00:00:00Z, true, false",
        "9999-12-31T23:59:59Z, false, true",
        "+10000-01-01T00:00:00Z, false, true",
        "+1000000000-12-31T23:59:59.999999999Z, false, true"
    })
    void findsWhatHappenedAfterOrBeforeAnyTime(String time, boolean after, boolean before) {
        var call = past.call(NOON);

        assertThat(found(CallFilter.of(Map.of("from", time)))).isEqualTo(after ? List.of(call) : List.of());
        assertThat(found(CallFilter.of(Map.of("to", time)))).isEqualTo(before ? List.of(call) : List.of());
        assertThat(CallFilter.of(Map.of("from", time)).toQuery()).containsKey("from");
    }

    @ParameterizedTest
    @CsvSource({
        "-infinity,                  00000000-0000-0000-0000-000000000000",
        "4713-01-01 00:00:00+00 BC,  00000000-0000-0000-0000-000000000000",
        "0001-01-01 00:00:00+00,     00000000-0000-0000-0000-000000000000",
        "1969-12-31 23:59:59.999+00, 00000000-0000-0000-0000-000000000000",
        "1970-01-01 00:00:00.001+00, 00000000-0001-0000-0000-000000000000",
        "2026-11-24 12:00:00+00,     01a20d6d-5a00-0000-0000-000000000000",
        "294276-12-31 00:00:00+00,   ffffffff-ffff-0000-0000-000000000000",
        "infinity,                   ffffffff-ffff-0000-0000-000000000000"
    })
    void hasAnIdForEveryTime(String time, UUID floor) {
        assertThat(past.sql
                        .sql("select audit_floor(?::timestamptz)")
                        .param(time)
                        .query(UUID.class)
                        .single())
                .isEqualTo(floor);
    }

    @Test
    void continuesWhereThePageEndedAlthoughCallsWereRecordedSince() {
        var calls = IntStream.range(0, 5)
                .mapToObj(i -> past.call(NOON.plusSeconds(i)))
                .toList()
                .reversed();

        var first = past.search.page(CallFilter.all(), null, 2);
        past.call(NOON.plusSeconds(60));
        var second = past.search.page(CallFilter.all(), first.next(), 2);
        var third = past.search.page(CallFilter.all(), second.next(), 2);

        assertThat(ids(first)).isEqualTo(calls.subList(0, 2));
        assertThat(ids(second)).isEqualTo(calls.subList(2, 4));
        assertThat(ids(third)).isEqualTo(calls.subList(4, 5));
        assertThat(third.next()).isNull();
    }

    @Test
    void comparesEveryCriterion() {
        past.refused(NOON.minusSeconds(1), "search", "quota:search", "RATE_LIMITED_TOKEN_BUCKET");
        var wanted = past.call(
                NOON,
                "team",
                "payments",
                "client",
                "mdb_sa_id_2",
                "operation",
                "getServerlessInstance",
                "group_id",
                "32b6e34b3d91647abb20e7b9",
                "instance",
                "orders-prod",
                "outcome",
                "unknown",
                "decided_by",
                "grant:payments/x",
                "status",
                504,
                "error_code",
                "GATEWAY_UPSTREAM_TIMEOUT",
                "request_id",
                "wanted",
                "address",
                "2001:db8::1",
                "change",
                "{\"tags\": [{\"key\": \"owner\", \"value\": \"Zoë\"}]}");
        past.call(NOON.plusSeconds(1), "decided_by", "grant:other", "team", "billing");

        var criteria = Map.of(
                "team", "payments",
                "client", "mdb_sa_id_2",
                "operation", "getServerlessInstance",
                "groupId", "32b6e34b3d91647abb20e7b9",
                "instance", "orders-prod",
                "outcome", "unknown",
                "decidedBy", "grant:payments/x",
                "status", "504",
                "errorCode", "GATEWAY_UPSTREAM_TIMEOUT",
                "requestId", "wanted");
        criteria.forEach((name, value) ->
                assertThat(found(CallFilter.of(Map.of(name, value)))).as(name).containsExactly(wanted));
        assertThat(found(CallFilter.of(criteria))).containsExactly(wanted);
        assertThat(found(CallFilter.of(Map.of("text", "ZOË")))).containsExactly(wanted);
        for (var spelling : List.of("2001:db8::1", "2001:DB8:0:0:0:0:0:1", "[2001:db8::1]:443")) {
            assertThat(found(CallFilter.of(Map.of("text", spelling))))
                    .as(spelling)
                    .containsExactly(wanted);
        }
        assertThat(found(CallFilter.of(Map.of("decision", "refused")))).hasSize(1);
        assertThat(found(CallFilter.of(criteria).with(Criterion.STATUS, "200"))).isEmpty();
    }

    @Test
    void findsByKindOfRuleAndByEachOfSeveralGuardrails() {
        var quota = past.refused(NOON, "payments", "quota:payments", "RATE_LIMITED_TOKEN_BUCKET");
        var one = past.refused(NOON, "payments", "guardrail:tags", "GATEWAY_GUARDRAIL_VIOLATION");
        var both = past.refused(NOON, "payments", "guardrail:tags,friday", "GATEWAY_GUARDRAIL_VIOLATION");
        past.call(NOON);

        assertThat(decidedBy("guardrail")).containsExactlyInAnyOrder(one, both);
        assertThat(decidedBy("guardrail:tags")).containsExactlyInAnyOrder(one, both);
        assertThat(decidedBy("guardrail:friday")).containsExactly(both);
        assertThat(decidedBy("guardrail:tags,friday")).containsExactly(both);
        assertThat(decidedBy("quota")).containsExactly(quota);
    }

    @Test
    void includesTheBeginningOfAPeriodAndExcludesItsEnd() {
        past.call(NOON.minusMillis(1));
        var first = past.call(NOON);
        past.call(NOON.plusSeconds(1));

        assertThat(found(CallFilter.all().during(NOON, NOON.plusSeconds(1)))).containsExactly(first);
    }

    @Test
    void neverLeavesTheVisibleTeams() {
        var own = past.call(NOON, "team", "payments");
        past.call(NOON, "team", "search");
        past.call(NOON, "team", null);
        var visible = CallFilter.all().within(Set.of("payments"));

        assertThat(found(visible)).containsExactly(own);
        assertThat(found(visible.with(Criterion.TEAM, "search"))).isEmpty();
        assertThat(found(visible.within(Set.of("search")))).isEmpty();
        assertThat(found(CallFilter.all().within(Set.of()))).isEmpty();
    }

    @Test
    void takesCriteriaAsValuesNeverAsSql() {
        past.call(NOON);

        for (var criterion : Set.of("team", "instance", "decidedBy", "requestId", "text")) {
            assertThat(found(CallFilter.of(Map.of(criterion, "' or 'a' = 'a; -- % _ \\ ? :team"))))
                    .isEmpty();
        }
    }

    @Test
    void rejectsInvalidValuesAndNamesTheParameter() {
        for (var query : List.of(
                Map.of("status", "abc"),
                Map.of("outcome", "fine"),
                Map.of("decision", "maybe"),
                Map.of("from", "yesterday"),
                Map.of("text", "x".repeat(301)))) {
            var parameter = query.keySet().iterator().next();
            assertThatExceptionOfType(InvalidFilter.class)
                    .isThrownBy(() -> CallFilter.of(query))
                    .returns(parameter, InvalidFilter::parameter)
                    .withMessageStartingWith(parameter + " must be ");
        }
    }

    @Test
    void readsBackTheQueryThatItReturns() {
        var query = Map.of("from", "2026-11-23T12:00:00Z", "team", "payments", "decidedBy", "guardrail");

        assertThat(CallFilter.of(query).toQuery()).isEqualTo(query);
    }

    @Test
    void exportsEveryCallOnce() throws IOException {
        past.sql.sql("""
                insert into audit (id, stage, replica, received_at, request_id, method, decision, decided_by, outcome)
                select (lpad(to_hex(:at + n), 12, '0') || '70008000000000000000')::uuid, 'outcome', 'r',
                       now(), 'r' || n, 'GET', 'allowed', 'grant', 'answered'
                from generate_series(1, 2500) n
                """).param("at", NOON.toEpochMilli()).update();

        var lines = new ByteArrayOutputStream();
        new CallExport(after -> past.search.page(CallFilter.all(), after, 1_000), CallExport.Format.NDJSON)
                .writeTo(lines);
        var exported = lines.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> UUID.fromString(
                        JsonMapper.shared().readTree(line).path("id").asString()))
                .toList();

        assertThat(exported).hasSize(2500).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> -a.compareTo(b));
    }

    /** Only a write shows that the client is gone. */
    @Test
    void endsAnExportThatFindsNoCallForTooLong() {
        var endless = new CallExport(
                after -> new CallPage(List.of(), new Cursor(UUID.randomUUID())), CallExport.Format.NDJSON);

        assertThatIOException()
                .isThrownBy(() -> endless.writeTo(OutputStream.nullOutputStream(), Duration.ofMillis(20)))
                .withMessageContaining("found no call");
    }

    @Test
    void leavesConnectionsToOthersHoweverManyExportsRun() throws SQLException {
        var reader = new CallReader(past.search, past.lookup, (admin, action, subject, detail) -> {}, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var locking = past.database.getConnection()) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table audit in access exclusive mode");
            IntStream.range(0, 4)
                    .forEach(each -> threads.submit(() -> {
                        reader.export(CallFilter.all(), CallExport.Format.NDJSON, AUDITOR)
                                .writeTo(OutputStream.nullOutputStream());
                        return null;
                    }));
            await().during(Duration.ofMillis(200)).until(this::waitingQueries, waiting -> waiting == 1);
            locking.rollback();
        }
    }

    private long waitingQueries() {
        return past.sql.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""").query(Long.class).single();
    }

    private List<UUID> decidedBy(String rule) {
        return found(CallFilter.all().with(Criterion.DECIDED_BY, rule));
    }

    private List<UUID> found(CallFilter filter) {
        return ids(past.search.page(filter, null, 50));
    }

    private static List<UUID> ids(CallPage page) {
        return page.items().stream().map(RecordedCall::id).toList();
    }
}

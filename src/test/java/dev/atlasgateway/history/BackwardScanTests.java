package dev.atlasgateway.history;

import static dev.atlasgateway.history.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches among so many calls that no single statement of the search reads all of them. */
class BackwardScanTests {

    private static final int CALLS = 40_000;
    private static final HistoryFixture PAST = new HistoryFixture();

    /** Two months of calls; one team was busy a month ago and has been silent since. */
    @BeforeAll
    static void makeCalls() {
        PAST.sql
                .sql("""
                insert into audit (id, stage, replica, received_at, request_id, method, team, client, group_id, instance,
                                   operation, decision, decided_by, outcome, status, error_code)
                select (lpad(to_hex(:newest - n * 120000::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid, 'outcome', 'r',
                       now(), 'r' || n, 'GET',
                       case when n between 20000 and 32000 and n % 2 = 0 then 'gone' else 'team-' || n % 7 end,
                       'client-' || n % 701, 'group-' || n % 11, 'instance-' || n % 13, 'op-' || n % 2,
                       case when n % 50 = 0 then 'refused' else 'allowed' end,
                       case when n % 1000 = 0 then 'guardrail:tags,friday' when n % 50 = 0 then 'guardrail:tags' else 'grant:' || n % 70 end,
                       case when n % 50 = 0 then 'refused' else 'answered' end, case when n % 50 = 0 then 403 else 200 end,
                       case when n % 50 = 0 then 'GATEWAY_GUARDRAIL_VIOLATION' end
                from generate_series(1, :calls) n
                """)
                .param("newest", NOON.toEpochMilli())
                .param("calls", CALLS)
                .update();
        PAST.call(
                NOON.minus(Duration.ofDays(40)),
                "team",
                "gone",
                "change",
                "{\"tags\": [{\"key\": \"animal\", \"value\": \"zebra\"}]}");
    }

    @AfterAll
    static void close() {
        PAST.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team=team-1", // frequent
                "team=gone", // frequent long ago
                "client=client-17", // rare
                "client=client-17 team=gone", // rarer
                "team=team-1 decidedBy=guardrail:friday", // hardly any
                "team=team-1 groupId=group-3 instance=instance-5 operation=op-1",
                "decision=refused errorCode=GATEWAY_GUARDRAIL_VIOLATION status=403 outcome=refused",
                "decidedBy=guardrail:friday",
                "decidedBy=guardrail",
                "team=team-1 client=nobody", // none at all
                "text=CLIENT-17", // as a whole or as a beginning
                "text=client-17 team=gone",
                "text=instance-1 decidedBy=guardrail:friday", // frequent, but not with that
                "text=zeb", // in one old outcome
                "text=zebra team=team-1", // where it is not
                "text=zebra from=2026-11-01T00:00:00Z",
                "text=zebra to=2026-10-20T00:00:00Z",
                "text=elephant", // nowhere
                "text=-17", // begins where no word does
                "text=op", // short
                "requestId=r31000",
                "team=gone from=2026-10-01T00:00:00Z to=2026-10-10T00:00:00Z",
            })
    void findsAllMatchingCallsHoweverRare(String query) {
        var filter = filter(query);

        assertThat(pages(filter, 97)).isEqualTo(expected(filter));
    }

    @Test
    void returnsNoCursorAfterTheLastCall() {
        var page = PAST.search.page(filter("client=client-17 team=gone"), null, 1_000);

        assertThat(page.next()).isNull();
        assertThat(page.items()).isNotEmpty();
    }

    @Test
    void usesTheExpressionOfTheIndex() {
        var conditions = new FilterSql(filter("client=client-17 decidedBy=guardrail"));

        var plan = PAST.pool.read(jdbc -> {
            jdbc.sql("select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)")
                    .query()
                    .listOfRows();
            return jdbc.sql("explain select * from audit where stage = 'outcome' and " + conditions.indexed())
                    .params(conditions.parameters())
                    .query(String.class)
                    .list();
        });

        assertThat(plan).anyMatch(line -> line.contains("Bitmap Index Scan on audit_2026_10_audit_terms_idx"));
    }

    private static List<UUID> pages(CallFilter filter, int limit) {
        var ids = new ArrayList<UUID>();
        Cursor after = null;
        do {
            var page = PAST.search.page(filter, after, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(call -> ids.add(call.id()));
            after = page.next();
        } while (after != null);
        return ids;
    }

    private static List<UUID> expected(CallFilter filter) {
        var conditions = new FilterSql(filter);
        return PAST.sql
                .sql("select id from audit where %s and %s order by id desc"
                        .formatted(conditions.period(), conditions.exact()))
                .params(conditions.parameters())
                .param("before", UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"))
                .query(UUID.class)
                .list();
    }

    private static CallFilter filter(String query) {
        var parameters = new HashMap<String, String>();
        for (var part : query.split(" ")) {
            parameters.put(part.split("=", 2)[0], part.split("=", 2)[1]);
        }
        return CallFilter.of(Map.copyOf(parameters));
    }
}

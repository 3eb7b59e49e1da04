package dev.atlasgateway.admin.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The audit as people search it: what they ask for, what they may see, and that it is recorded. */
@OnSharedGateway
class AuditPageControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final Browser admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
    private final String instance = "seen-" + UUID.randomUUID();

    private Reply refusedCall() {
        return GATEWAY.ended(GATEWAY.patch("search", instance, "{\"terminationProtectionEnabled\":false}"));
    }

    private Reply readCall() {
        return GATEWAY.ended(GATEWAY.get("search", instance));
    }

    private static String id(Reply reply) {
        return GATEWAY.audited(reply).getFirst().get("id").toString();
    }

    private static String lastEvent(String admin, String action) {
        return GATEWAY.part(AdminEvents.class).before(Long.MAX_VALUE, admin, action, null, 1).stream()
                .map(event -> event.subject() + event.detail())
                .findFirst()
                .orElse("none");
    }

    @Test
    void findsByEachFilterWhatMeetsItAndNothingElse() {
        var refused = id(refusedCall());
        var read = id(readCall());
        var here = "/console/audit?instance=" + instance;

        assertThat(admin.get(here).body()).contains(refused, read);
        for (var filter : new String[] {
            "outcome=refused",
            "decision=refused",
            "decidedBy=access",
            "errorCode=USER_UNAUTHORIZED",
            "status=403",
            "operation=updateServerlessInstance"
        }) {
            assertThat(admin.get(here + "&" + filter).body())
                    .as(filter)
                    .contains(refused)
                    .doesNotContain(read);
        }
        for (var filter : new String[] {
            "team=search", "client=mdb_sa_id_665f1c2e9b1d4a0012ab34ce", "groupId=" + RunningGateway.ORDERS, "last=1h"
        }) {
            assertThat(admin.get(here + "&" + filter).body()).as(filter).contains(refused, read);
        }
        for (var filter : new String[] {"team=payments", "to=2026-01-01T00:00", "text=never-said"}) {
            assertThat(admin.get(here + "&" + filter).body())
                    .as(filter)
                    .contains("No call matches")
                    .doesNotContain(refused, read);
        }
    }

    @Test
    void marksAWrongFilterAndKeepsTheOthers() {
        var page = admin.get("/console/audit?status=teapot&from=yesterday&instance=" + instance);

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body())
                .contains("must be an HTTP status, such as 403", "must be a day such as", "value=\"" + instance + "\"");
    }

    @Test
    void goesOnToOlderCallsAndBack() {
        for (int i = 0; i < 51; i++) {
            GATEWAY.get("payments", instance);
        }
        readCall();

        var first = admin.get("/console/audit?instance=" + instance).body();
        assertThat(rows(first)).isEqualTo(50);
        var older = admin.get(link(first, "rel=\"next\"")).body();
        assertThat(rows(older)).isEqualTo(2);
        assertThat(rows(admin.get(link(older, ">First page")).body())).isEqualTo(50);
    }

    @Test
    void showsTheProjectOfACallThatLists() {
        var list = "/api/atlas/v1.0/groups/" + RunningGateway.ORDERS + "/serverless";
        var call = GATEWAY.ended(GATEWAY.send(GATEWAY.as("search", list)));
        var page = admin.get("/console/audit?requestId=" + call.header("X-Request-Id"))
                .body();
        assertThat(page).contains("listServerlessInstances", ">orders<");
    }

    private static int rows(String page) {
        return page.split("role=\"rowheader\"").length - 1;
    }

    /** Returns the address of the link with this text or attribute. */
    private static String link(String page, String mark) {
        var before = page.substring(0, page.indexOf(mark));
        var tag = page.substring(before.lastIndexOf("<a "));
        return tag.replaceFirst("(?s).*?href=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
    }

    @Test
    void saysHowFarAPausedSearchGotAndOffersToContinue() throws Exception {
        fill();
        var store = GATEWAY.part(DataSource.class);
        try (var lock = store.getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");
            var searched = CompletableFuture.supplyAsync(() -> admin.get("/console/audit?text=" + instance));
            await().until(() -> GATEWAY.store()
                            .sql("select count(*) from pg_locks where not granted")
                            .query(Long.class)
                            .single()
                    > 0);
            statement.execute("select pg_sleep(1.5)"); // longer than a search takes at once
            lock.commit();

            var page = searched.join().body();
            assertThat(page).contains("No match so far", "The search has reached 20", "Search older calls");
            assertThat(admin.get(link(page, ">Search older calls")).body()).contains("No call matches");
        }
    }

    /** More old calls than a search looks through at a time. */
    private static void fill() {
        GATEWAY.store()
                .sql("select audit_add_month((date_trunc('month', now()) - interval '2 months')::date)")
                .query()
                .listOfRows();
        GATEWAY.store().sql("""
                        insert into audit (id, stage, replica, received_at, request_id, address, method, decision, decided_by,
                            outcome, status, total_us)
                        select (substr(audit_floor(at)::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,
                            'outcome', 'old', at, 'old-' || i, '127.0.0.1', 'GET', 'refused', 'caller', 'refused', 401, 1
                        from (select i, date_trunc('month', now()) - interval '50 days' + i * interval '1 second' as at
                            from generate_series(1, 5001) i) as calls
                        """).update();
    }

    @Test
    void recordsEveryLookBeforeItShowsAnything() {
        var call = readCall();
        admin.get("/console/audit?instance=" + instance);
        assertThat(lastEvent("admin", "audit.searched")).contains(instance);
        admin.get("/console/audit/" + id(call));
        assertThat(lastEvent("admin", "audit.shown")).contains("call:" + id(call));
        admin.get("/console/audit/export?format=csv&instance=" + instance);
        assertThat(lastEvent("admin", "audit.exported")).contains("csv", instance);
    }

    @Test
    void exportsWhatTheFiltersLetThrough() {
        var refused = refusedCall().header("X-Request-Id");
        var read = readCall().header("X-Request-Id");
        var page =
                admin.get("/console/audit?outcome=refused&instance=" + instance).body();

        var lines = admin.get(link(page, ">Export as NDJSON"));
        assertThat(lines.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(lines.body().lines()).hasSize(1);
        assertThat(lines.body()).contains(refused).doesNotContain(read);

        var table = admin.get(link(page, ">Export as CSV"));
        assertThat(table.header("Content-Disposition")).contains("audit.csv");
        assertThat(table.body().lines()).hasSize(2);
        assertThat(table.body()).startsWith("\"id\",\"requestId\"").contains(refused);

        assertThat(admin.get("/console/audit/export?format=xml").status()).isEqualTo(400);
        assertThat(admin.get("/console/audit/export?status=teapot").status()).isEqualTo(400);
    }

    @Test
    void showsALeadTheOwnTeamsCallsOnly() {
        var theirs = readCall();
        var lead = GATEWAY.browser().signIn(Person.leadOf("payments"));

        assertThat(lead.get("/console/audit?instance=" + instance).body()).contains("No call matches");
        assertThat(lead.get("/console/audit?team=search").body()).contains("No call matches");
        assertThat(lead.get("/console/audit/" + id(theirs)).status()).isEqualTo(404);
        assertThat(lead.get("/console/audit/" + theirs.header("X-Request-Id")).status())
                .isEqualTo(404);
        assertThat(lead.get("/console/audit/export?instance=" + instance).body())
                .isEmpty();

        var own = GATEWAY.browser().signIn(Person.leadOf("search"));
        assertThat(own.get("/console/audit/" + id(theirs)).status()).isEqualTo(200);
        assertThat(own.get("/console/audit?instance=" + instance).body()).contains(id(theirs));
    }
}

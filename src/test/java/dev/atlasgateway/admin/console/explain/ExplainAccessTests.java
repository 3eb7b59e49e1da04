package dev.atlasgateway.admin.console.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.DigestClient;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask about whom on the page of explanations, and what asking leaves behind. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class ExplainAccessTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";

    @Test
    void hidesCallsOfOtherTeamsFromTeamLeads() {
        var own = GATEWAY.patch("payments", "orders-prod", OFF).header("X-Request-Id");
        var others = GATEWAY.patch("search", "orders-dev", OFF).header("X-Request-Id");
        var lead = lead();
        var shown = lead.get("/console/explain?requestId=" + own);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).contains("keep-protection-in-production").doesNotContain("href=\"/console/guardrails");
        var hidden = lead.get("/console/explain?requestId=" + others);
        var unknown = lead.get("/console/explain?requestId=nothing");
        assertThat(hidden.status()).isEqualTo(unknown.status()).isEqualTo(404);
        assertThat(content(hidden.body()).replace(others, "nothing")).isEqualTo(content(unknown.body()));
    }

    /** Without the token, of which every page has another. */
    private static String content(String page) {
        return page.substring(page.indexOf("<main")).replaceAll("name=\"_csrf\" value=\"[^\"]+", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"search", "mdb_sa_id_665f1c2e9b1d4a0012ab34ce", "mdb_sa_id_000000000000000000000000", "none"})
    void refusesOtherTeamsToTeamLeadsInTheSameWay(String caller) {
        var lead = lead();
        lead.get("/console/explain");
        var reply = lead.post("/console/explain", asked(caller));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("must be one of your teams, or the id of one of their clients");
    }

    @Test
    void showsNoStepToAtlasForARefusedCall() {
        var refused = GATEWAY.get("hasty", "orders-dev");
        while (refused.status() != 429) {
            refused = GATEWAY.get("hasty", "orders-dev");
        }
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        var page = admin.get("/console/explain?requestId=" + refused.header("X-Request-Id"))
                .body();
        assertThat(page.substring(page.indexOf("id=\"then\""), page.indexOf("id=\"now\"")))
                .contains("RATE_LIMITED_TOKEN_BUCKET", "The bucket of team hasty was empty.")
                .doesNotContain("It goes to Atlas");
    }

    @Test
    void leavesNoTraceBehind() {
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        admin.get("/console/explain");
        admin.post("/console/explain", asked("payments")); // whatever is looked up only once
        GATEWAY.atlas().clearReceived();
        var before = counts();
        var first = admin.post("/console/explain", asked("hasty"));
        var second = admin.post("/console/explain", asked("hasty"));
        assertThat(first.status()).isEqualTo(200);
        assertThat(steps(second.body())).isEqualTo(steps(first.body())).contains("calls left");
        assertThat(counts()).isEqualTo(before);
        assertThat(GATEWAY.atlas().received()).isEmpty();
    }

    @Test
    void readsTheCurrentStateOnlyIfAskedAndIfAGuardrailNeedsIt() {
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        admin.get("/console/explain");
        var read = new HashMap<>(asked("payments"));
        read.put("readCurrent", "true");
        GATEWAY.atlas().clearReceived();
        assertThat(admin.post("/console/explain", read).body()).contains("It goes to Atlas as PATCH");
        assertThat(GATEWAY.atlas().received()).as("no guardrail uses it").isEmpty();

        put(new Guardrail(
                "uses-the-state",
                "!has(current.name) || current.name == 'orders-dev'",
                Guardrail.Mode.DENY,
                "must be orders-dev"));
        var before = reads();
        assertThat(admin.post("/console/explain", asked("payments")).body()).contains("not evaluated");
        assertThat(GATEWAY.atlas().received()).as("not asked").isEmpty();
        assertThat(reads()).isEqualTo(before);

        assertThat(admin.post("/console/explain", read).body()).contains("It goes to Atlas as PATCH");
        assertThat(GATEWAY.atlas().received()).hasSize(1);
        assertThat(reads()).isEqualTo(before + 1);

        for (var readCurrent : List.of(false, true)) {
            GATEWAY.send(GATEWAY.asAdmin("/admin/api/v1/explain")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                            {"team": "payments", "operation": "updateServerlessInstance", "groupId": "%s",
                             "instance": "orders-dev", "body": %s, "readCurrent": %s}""".formatted(RunningGateway.ORDERS, OFF, readCurrent))));
            assertThat(reads()).isEqualTo(readCurrent ? before + 2 : before + 1);
        }
    }

    /** Counts the events of reads from Atlas for an explanation. */
    private static long reads() {
        return GATEWAY.store()
                .sql("select count(*) from admin_event where action = 'instance.read' and admin = 'admin'")
                .query(Long.class)
                .single();
    }

    @Test
    void explainsADisabledApiKeyAsARealCallIsDecided() {
        put(new Client("keyisoff", "payments", List.of(), true));
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        admin.get("/console/explain");
        assertThat(admin.post("/console/explain", asked("keyisoff")).body())
                .contains("NO_CURRENT_USER", "the client is disabled")
                .doesNotContain("It goes to Atlas");
    }

    @Test
    void keepsTheApiKeyOfAPastCall() {
        var path = RunningGateway.path(RunningGateway.ORDERS, "orders-dev");
        var call = DigestClient.of(GATEWAY).call("GET", path, "");
        assertThat(call.status()).isEqualTo(200);
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        var page = admin.get("/console/explain?requestId=" + call.header("X-Request-Id"));
        assertThat(page.body()).containsPattern("name=\"caller\"[^>]* value=\"" + DigestClient.PUBLIC_KEY + "\"");
    }

    private static void put(PolicyObject object) {
        GATEWAY.part(Revisions.class).change(now -> List.of(new Edit.Put(object)), new Author("a test", "TICKET-60"));
    }

    @Test
    void recordsALookAtACall() {
        var id = GATEWAY.patch("payments", "orders-prod", OFF).header("X-Request-Id");
        lead().get("/console/explain?requestId=" + id);
        assertThat(GATEWAY.store()
                        .sql("select action from admin_event where subject = ?")
                        .param("call:" + id)
                        .query(String.class)
                        .list())
                .containsExactly("audit.explained");
    }

    private static List<Long> counts() {
        return GATEWAY.store()
                .sql("select count(*) from audit union all select count(*) from admin_event where action like 'audit%'")
                .query(Long.class)
                .list();
    }

    private static String steps(String page) {
        return page.substring(page.indexOf("class=\"steps\""), page.indexOf("</ol>"));
    }

    private static Map<String, String> asked(String caller) {
        return Map.of(
                "caller",
                caller,
                "project",
                RunningGateway.ORDERS,
                "instance",
                "orders-dev",
                "operation",
                "updateServerlessInstance",
                "body",
                OFF);
    }

    private static Browser lead() {
        return GATEWAY.browser().signIn(Person.leadOf("payments"));
    }
}

package dev.atlasgateway.admin.console.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask about whom on the page of explanations, and what asking leaves behind. */
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
    void readsTheCurrentStateOnlyWhereAskedAndWhereAGuardrailNeedsIt() {
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        admin.get("/console/explain");
        GATEWAY.atlas().clearReceived();
        var asked = Map.of(
                "caller",
                "payments",
                "project",
                RunningGateway.ORDERS,
                "instance",
                "orders-dev",
                "operation",
                "updateServerlessInstance",
                "body",
                OFF,
                "readCurrent",
                "true");
        assertThat(admin.post("/console/explain", asked).body()).contains("It goes to Atlas as PATCH");
        assertThat(GATEWAY.atlas().received()).isEmpty(); // no guardrail here asks about it
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

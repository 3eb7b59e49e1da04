package dev.atlasgateway.admin.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each page's main task, by keyboard alone. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class PolicyPagesTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private final Screen screen = Screen.ofAdmin();

    @AfterEach
    void leave() {
        screen.close();
    }

    private static Policy policy() {
        return GATEWAY.part(Policy.class);
    }

    @Test
    void makesATeam() {
        screen.open("/console/new/team");
        screen.type("name", "pages-team").type("contact", "pages@example.com").type("why", "TICKET-1");
        screen.press("Enter");

        screen.page().waitForURL("**/console/teams/pages-team?saved=*");
        assertThat(screen.page().innerText("main"))
                .contains(
                        "Saved.",
                        "Other replicas follow within 500 ms.",
                        "No grants yet, so the gateway refuses every call of this team");
        assertThat(policy().current().find(ObjectKind.TEAM, "pages-team")).isPresent();
    }

    @Test
    void linksEveryErrorToItsFieldAndKeepsTheTypedValues() {
        screen.open("/console/new/team");
        screen.type("name", "not a name").press("Enter");

        screen.page().waitForSelector("#faults");
        assertThat(screen.focused()).isEqualTo("faults");
        assertThat(screen.page().inputValue("#name")).isEqualTo("not a name");
        screen.isAccessible();
        screen.tabTo("#faults a").press("Enter");
        assertThat(screen.page().url()).endsWith("#why");
    }

    @Test
    void asksWhyBeforeAnythingElseIsChanged() {
        var before = policy().current().revision();
        screen.open("/console/teams/payments");
        screen.type("contact", "someone@example.com").press("Enter");
        screen.page().waitForSelector("#faults");
        assertThat(screen.page().innerText("#faults")).contains("Why must be given");
        assertThat(policy().current().revision()).isEqualTo(before);
    }

    @Test
    void makesAProjectAndAGrantThatDecidesOnTheNextCall() {
        assertThat(GATEWAY.get("search", "forms-dev").status()).isEqualTo(200);
        assertThat(GATEWAY.patch("search", "forms-dev", "{\"terminationProtectionEnabled\":false}")
                        .status())
                .isEqualTo(403);

        screen.open("/console/new/grant");
        screen.type("team", "search").type("project", "orders").type("instances", "forms-*");
        screen.type("reason", "the search team looks after its own instances");
        screen.press("Enter");
        screen.page().waitForURL("**/console/grants/edit?key=*saved=*");

        assertThat(GATEWAY.patch("search", "forms-dev", "{\"terminationProtectionEnabled\":false}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void looksAtAGuardrailWhileItIsWritten() {
        screen.open("/console/new/guardrail");
        screen.type("name", "typed").type("expression", "instnce == 'x'");
        screen.page().waitForSelector("#check .fault");
        assertThat(screen.page().innerText("#check")).contains("line 1", "instnce");

        screen.page().fill("#expression", "change.tags.size() > 0");
        screen.page().waitForSelector("#check .caution");
        assertThat(screen.page().innerText("#check")).contains("Line 1, column 7", "!has(change.tags)");
        screen.isAccessible();

        screen.page().fill("#expression", "instance != 'never-called'");
        screen.page().waitForSelector("#check .fine");
        screen.type("message", "is never called").type("why", "TICKET-3").press("Enter");
        screen.page().waitForURL("**/console/guardrails/typed?saved=*");
        assertThat(policy().current().find(ObjectKind.GUARDRAIL, "typed")).isPresent();
    }

    @Test
    void changesAQuotaAndTakesItBack() {
        screen.open("/console/quotas/teams/lapsed");
        screen.type("capacity", "7")
                .type("refill", "7")
                .type("period", "1m")
                .type("why", "TICKET-4")
                .press("Enter");
        screen.page().waitForURL("**/console/quotas?of=teams&saved=*");
        assertThat(policy().current().teamQuota("lapsed")).isNotNull();

        screen.open("/console/quotas/teams/lapsed");
        screen.type("why", "TICKET-5").tabTo("button[name=default]").press("Enter");
        screen.page().waitForURL("**/console/quotas?of=teams&saved=*");
        assertThat(policy().current().teamQuota("lapsed")).isNull();
    }

    @Test
    void restoresARevision() {
        screen.open("/console/new/team");
        screen.type("name", "restored-away").type("why", "TICKET-6").press("Enter");
        screen.page().waitForURL("**/console/teams/restored-away?saved=*");
        var made = policy().current().revision();

        screen.open("/console/revisions/" + (made - 1) + "/restore");
        assertThat(screen.page().innerText("main")).contains("Team restored-away", "removed");
        screen.type("why", "TICKET-7").press("Enter");
        screen.page().waitForURL("**/console/revisions?saved=*");
        assertThat(policy().current().team("restored-away")).isNull();
    }

    @Test
    void showsTheFirstOfManyGrantsAndLinksToAll() {
        var many = IntStream.range(0, 60)
                .<Edit>mapToObj(i -> new Edit.Put(new Grant(
                        "lapsed", RunningGateway.ORDERS, Role.GROUP_READ_ONLY, "many-" + i, null, "one of many")))
                .toList();
        GATEWAY.part(Revisions.class).apply(policy().current().revision(), many, new Author("a test", "many"));
        assertThat(screen.open("/console/remove?kind=TEAM&key=lapsed").innerText("main"))
                .containsPattern("removed as well: 6\\d")
                .containsPattern("and 1\\d more");
        screen.open("/console/teams/lapsed");
        assertThat(screen.page().innerText("main")).contains("The first 50 of 61.");
        screen.page().click("text=Show all");
        screen.page().waitForURL(url -> url.contains("/console/grants?q=lapsed"));
        assertThat(screen.page().innerText("main")).contains("Page 1 of 2, 61 grants");
    }

    @ParameterizedTest
    @CsvSource({
        "remove?kind=TEAM&key=payments, Removed clients and their secrets cannot be brought back. Everything else returns",
        "remove?kind=GRANT&key=payments/%s/GROUP_OWNER/*, 'To bring it back, undo the revision'",
        "clients/%s/remove, A removed client and its secrets cannot be brought back.</p>"
    })
    void saysWhatAnUndoBringsBack(String path, String sentence) {
        var id = path.startsWith("clients") ? "mdb_sa_id_665f1c2e9b1d4a0012ab34cd" : RunningGateway.ORDERS;
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        var page = admin.get("/console/" + path.formatted(id)).body();
        assertThat(page).contains(sentence);
        assertThat(page.contains("brought back")).isEqualTo(sentence.contains("brought back"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"teams", "projects", "clients", "grants", "guardrails", "clients/%s/rotate", "clients/%s/status"
            })
    void answersAnEmptyFormWithItsErrors(String path) {
        var client = policy().current().clients().getFirst().id();
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        admin.get("/console/teams");
        var refused = admin.post("/console/" + path.formatted(client), Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Why must be given");
    }

    @Test
    void listsTheObjectsThatAreRemovedWithATeam() {
        screen.open("/console/new/team");
        screen.type("name", "short-lived").type("why", "TICKET-8").press("Enter");
        screen.page().waitForURL("**/console/teams/short-lived?saved=*");
        screen.open("/console/new/grant?team=short-lived");
        screen.type("project", "orders").type("reason", "for a moment").press("Enter");
        screen.page().waitForURL("**/console/grants/edit?key=*saved=*");

        screen.open("/console/remove?kind=TEAM&key=short-lived");
        assertThat(screen.page().innerText("main"))
                .contains("removed as well: 1", "Grant of GROUP_OWNER on all instances of orders to short-lived");
        screen.type("why", "TICKET-9").press("Enter");
        screen.page().waitForURL("**/console/teams?saved=*");
        assertThat(policy().current().team("short-lived")).isNull();
    }
}

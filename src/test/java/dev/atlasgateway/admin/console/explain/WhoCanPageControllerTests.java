package dev.atlasgateway.admin.console.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what, on the page, by keyboard. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class WhoCanPageControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private final Screen screen = Screen.ofAdmin();

    @AfterEach
    void leave() {
        screen.close();
    }

    @Test
    void namesWhoMayChangeAnInstance() {
        screen.open("/console/who-can");
        looksWell();
        screen.type("project", "orders").type("instance", "orders-prod").press("Enter");
        screen.page().waitForSelector("#answer");
        assertThat(screen.page().innerText("main"))
                .contains(
                        "Teams that may change orders-prod of orders",
                        "payments@example.com",
                        "mdb_sa_id_665f1c2e9b1d4a0012ab34cd")
                .doesNotContain("narrow", "lapsed");
        looksWell();
    }

    @Test
    void saysThatAProjectIsNotKnown() {
        screen.open("/console/who-can?project=nothing");
        assertThat(screen.page().innerText("main")).contains("No project has this id or name.");
    }

    @Test
    void listsWhatATeamMayAndWhetherItWorksNow() {
        screen.open("/console/who-can?ask=TEAM");
        looksWell();
        screen.type("team", "lapsed").press("Enter");
        screen.page().waitForSelector("#answer");
        assertThat(screen.page().innerText("tbody")).contains("orders", "GROUP_OWNER", "no", "2026-01-01");
        looksWell();
    }

    @Test
    void showsTeamLeadsOnlyGrantsOfTheirOwnTeams() {
        var lead = GATEWAY.browser().signIn(Person.leadOf("payments"));
        assertThat(lead.get("/console").body()).contains("/console/who-can");
        var answer = lead.get("/console/who-can?team=payments");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("Grants of payments", "GROUP_OWNER")
                .doesNotContain("Who may change", "narrow", "/console/grants/edit", "/console/projects/");
        for (var ask : List.of("PROJECT", "EXPIRING", "UNUSED")) {
            assertThat(lead.get("/console/who-can?ask=" + ask).status()).isEqualTo(403);
        }
        assertThat(lead.get("/console/who-can?team=nobody").status())
                .isEqualTo(lead.get("/console/who-can?team=search").status())
                .isEqualTo(404);
    }

    @Test
    void listsWhatExpiresSoon() {
        screen.open("/console/who-can?ask=EXPIRING");
        assertThat(screen.page().innerText("main")).contains("Nothing expires in this period");
        looksWell();
        var end = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        var grant = new Grant("narrow", RunningGateway.ORDERS, Role.GROUP_READ_ONLY, "ends-soon-*", end, null);
        GATEWAY.part(Revisions.class).change(now -> List.of(new Edit.Put(grant)), new Author("a test", "TICKET-61"));

        screen.open("/console/who-can?ask=EXPIRING&days=3");
        assertThat(screen.page().innerText("tbody")).contains("narrow", "ends-soon-*");
        looksWell();
        screen.open("/console/who-can?ask=EXPIRING&days=1");
        assertThat(screen.page().innerText("main")).contains("Nothing expires in this period");
    }

    @Test
    void listsGrantsThatWereNeverUsed() {
        GATEWAY.get("search", "orders-dev");
        screen.open("/console/who-can?ask=UNUSED");
        assertThat(screen.page().innerText("tbody")).contains("lapsed").doesNotContain("search");
        looksWell();
    }

    private void looksWell() {
        screen.isAccessible();
        screen.fitsAPhone();
    }
}

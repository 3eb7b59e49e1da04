package dev.atlasgateway.admin.console.revision;

import static dev.atlasgateway.policy.Examples.puts;
import static dev.atlasgateway.policy.Examples.team;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The policy as a document, before a browser: written or uploaded, planned, then applied. */
@OnConsoleGateway
class PolicyDocumentPageControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();
    private static final String APPLY = "button[formaction]";

    private final long before = policy().current().revision();

    @AfterEach
    void leaveThePolicyAsItWas() {
        GATEWAY.part(Revisions.class)
                .restore(before, policy().current().revision(), new Author("a test", "it is over"));
    }

    @Test
    void showsWhatADocumentWouldDoAndAppliesItWithAReason() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/policy");
            page.fill("#yaml", page.inputValue("#yaml").replaceFirst("teams:\n", "teams:\n  by-document: {}\n"));
            screen.tabTo("main button.first").press("Enter");
            page.waitForSelector("#would");
            assertThat(page.innerText("main")).contains("1 added", "Team by-document");
            assertThat(policy().current().revision()).isEqualTo(before);
            screen.isAccessible();
            screen.fitsAPhone();

            screen.type("why", "TICKET-40").press("Enter");
            page.waitForURL("**/console/policy?saved=*");
            assertThat(policy().current().team("by-document")).isNotNull();
            assertThat(page.inputValue("#yaml")).contains("by-document");
        }
    }

    @Test
    void namesTheLineOfAProbableMistakeAndLetsItBeApplied() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/policy");
            page.fill(
                    "#yaml",
                    "guardrails:\n  odd:\n    expression: change.tags.size() > 0\n    mode: deny\n    message: no");
            page.click("main button.first");
            page.waitForSelector("#warnings");
            assertThat(page.innerText("#warnings"))
                    .contains("1 warning", "3:17", "test it first: !has(change.tags)", "change.tags.size() > 0");
            assertThat(page.locator(APPLY).count()).isPositive();
            screen.isAccessible();
            screen.fitsAPhone();
        }
    }

    @Test
    void namesTheLineOfEveryErrorAndKeepsTheDocument() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/policy");
            page.fill("#yaml", "teams:\n  a: { contct: x }\ngrants:\n  - team: b");
            page.click("main button.first");
            page.waitForSelector("#errors");
            assertThat(page.innerText("#errors"))
                    .contains("3 errors", "2:8", "did you mean contact?", "a: { contct: x }", "grants[0].role");
            assertThat(page.inputValue("#yaml")).isEqualTo("teams:\n  a: { contct: x }\ngrants:\n  - team: b");
            assertThat(page.locator(APPLY).count()).isZero();
            screen.isAccessible();
            screen.fitsAPhone();
        }
    }

    @Test
    void cannotBeSentAgainByGoingBack() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/policy");
            page.fill("#yaml", page.inputValue("#yaml").replaceFirst("teams:\n", "teams:\n  planned-only: {}\n"));
            page.click("main button.first");
            page.waitForSelector("#would");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("would");
            page.click("nav a[href='/console/teams']");
            page.waitForURL("**/console/teams");
            page.goBack();
            assertThat(page.url()).endsWith("/console/policy");
            assertThat(page.innerText("h1")).isEqualTo("Policy document");
        }
    }

    @Test
    void takesAnUploadedDocumentAndWorksWithoutScripts() {
        try (var screen = Screen.withoutScripts()) {
            var page = screen.open("/console/policy");
            var yaml = page.inputValue("#yaml").replaceFirst("teams:\n", "teams:\n  uploaded: {}\n");
            var long500kB = yaml + "# a remark\n".repeat(50_000);
            var file = new FilePayload("p.yaml", "application/yaml", long500kB.getBytes(StandardCharsets.UTF_8));
            page.setInputFiles("#file", file);
            page.click("main button.first");
            assertThat(page.innerText("main")).contains("1 added", "Team uploaded");
            assertThat(page.inputValue("#yaml")).as("too long for a page").isEmpty();
            page.fill("#why", "TICKET-41");
            page.setInputFiles("#file", file);
            page.click(APPLY);
            assertThat(page.innerText("main")).contains("Saved.");
            assertThat(page.url()).contains("/console/policy?saved=");
            assertThat(policy().current().team("uploaded")).isNotNull();
        }
    }

    @Test
    void appliesOnlyAPlannedDocumentWithAReason() {
        try (var screen = Screen.withoutScripts()) {
            var page = screen.open("/console/policy");
            page.fill("#yaml", page.inputValue("#yaml").replaceFirst("teams:\n", "teams:\n  first-word: {}\n"));
            page.click("main button.first");
            page.click(APPLY);
            assertThat(page.innerText("#faults")).contains("Why must be given");

            page.fill("#why", "TICKET-42");
            page.fill("#yaml", page.inputValue("#yaml").replace("first-word", "second-thought"));
            page.click(APPLY);
            assertThat(page.innerText("#faults")).contains("has changed since it was planned");
            assertThat(page.innerText("main")).contains("Team second-thought");
            assertThat(page.inputValue("#why")).isEqualTo("TICKET-42");
            assertThat(policy().current().revision()).isEqualTo(before);
        }
    }

    @Test
    void showsTheNewPlanAfterAConflict() {
        try (var screen = Screen.withoutScripts()) {
            var page = screen.open("/console/policy");
            page.fill("#yaml", page.inputValue("#yaml").replaceFirst("teams:\n", "teams:\n  mine: {}\n"));
            page.click("main button.first");
            var theirs = GATEWAY.part(Revisions.class).apply(before, puts(team("theirs")), new Author("bob", "faster"));
            page.fill("#why", "TICKET-43");
            page.click(APPLY);
            assertThat(page.innerText("#faults"))
                    .contains("Another admin made revision " + theirs + " in the meantime");
            assertThat(page.innerText("main")).contains("Team mine", "Team theirs", "1 removed");
            assertThat(policy().current().revision()).isEqualTo(theirs);
        }
    }

    @Test
    void namesTheFileThatManagesAnObjectOfTheDocument() {
        try (var screen = Screen.withoutScripts()) {
            var page = screen.open("/console/policy");
            page.fill("#yaml", page.inputValue("#yaml").replace("platform@example.com", "me@example.com"));
            page.click("main button.first");
            assertThat(page.innerText("#errors"))
                    .contains("is managed by the file mounted-policy.yaml; change it there");
        }
    }

    @Test
    void downloadsTheDocumentThatChangesNothing() throws IOException {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/policy");
            var download = page.waitForDownload(() -> page.click("text=Download"));
            assertThat(download.suggestedFilename()).isEqualTo("policy-" + before + ".yaml");
            page.fill("#yaml", Files.readString(download.path()));
            page.click("main button.first");
            page.waitForSelector("#would");
            assertThat(page.innerText("main")).contains("The policy in force is the same.");
        }
    }

    @Test
    void letsAuditorsPlanButNotApply() {
        var auditor = GATEWAY.browser().signIn(Person.AUDITOR);
        auditor.get("/console/policy");
        var planned = auditor.post("/console/policy", Map.of("base", "1", "yaml", "teams: {}"));
        assertThat(planned.status()).isEqualTo(200);
        assertThat(planned.body()).contains("removed").doesNotContain("formaction");
    }

    private static Policy policy() {
        return GATEWAY.part(Policy.class);
    }
}

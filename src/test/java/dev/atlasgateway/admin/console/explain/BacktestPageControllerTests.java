package dev.atlasgateway.admin.console.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drafts against what has happened: on the page, and beside the editor. */
@OnConsoleGateway
class BacktestPageControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";

    private final Screen screen = Screen.ofAdmin();

    @AfterEach
    void leave() {
        screen.close();
    }

    @Test
    void triesADraftOfAGuardrail() {
        var call = GATEWAY.ended(GATEWAY.patch("payments", "backtest-page", OFF));
        screen.open("/console/backtest");
        screen.type("name", "page-draft").type("expression", "instance != 'backtest-page'");
        screen.type("message", "not this one").type("days", "the last day");
        screen.tabTo("main button.first").press("Enter");
        screen.page().waitForURL("**/console/backtest/*-*");
        screen.page().waitForSelector("#examples");
        assertThat(screen.page().innerText("main"))
                .contains("guardrail page-draft (deny)", "would end differently", "newly refused", "payments");
        assertThat(screen.page().getAttribute("#backtest td a", "href"))
                .endsWith("/console/audit/" + GATEWAY.audited(call).getFirst().get("id"));
        screen.isAccessible();
        screen.fitsAPhone();
    }

    @Test
    void triesTheDraftBesideTheEditorAndSavesNothing() {
        GATEWAY.patch("payments", "backtest-beside", OFF);
        var before = GATEWAY.part(Policy.class).current().revision();
        screen.open("/console/new/guardrail");
        screen.type("name", "beside").type("expression", "instance != 'backtest-beside'");
        screen.type("message", "not this one either");
        screen.page().check("input[value=WARN]");
        screen.tabTo("button[form=editor]");
        screen.press("Enter");
        screen.page().waitForSelector("#beside #examples");
        assertThat(screen.page().innerText("#beside")).contains("newly warned", "In force", "Draft");
        assertThat(screen.page().inputValue("#expression")).isEqualTo("instance != 'backtest-beside'");
        assertThat(GATEWAY.part(Policy.class).current().revision()).isEqualTo(before);
        screen.isAccessible();
        screen.fitsAPhone();
    }

    @Test
    void showsErrorsOfTheDraftBesideTheEditor() {
        screen.open("/console/new/guardrail");
        screen.type("name", "beside").type("expression", "instnce != 'x'").type("message", "typo");
        screen.page().click("text=Test this draft");
        screen.page().waitForSelector("#beside .notice");
        assertThat(screen.page().innerText("#beside")).contains("Nothing was started.", "instnce");
    }

    @Test
    void triesAPolicyDocumentAndNamesTheLinesOfItsFaults() {
        GATEWAY.patch("narrow", "backtest-dev", OFF);
        var now = GATEWAY.part(Policy.class).current();
        var document = GATEWAY.part(PolicyDocuments.class).export(now);
        screen.open("/console/backtest?of=document");
        screen.page().fill("#document", "grants: nonsense\n");
        screen.page().click("main button.first");
        screen.page().waitForSelector("#document-fault");
        assertThat(screen.page().innerText("#document-fault")).contains("line 1");
        screen.isAccessible();

        screen.page().fill("#document", document.replace("*-dev", "*-other"));
        screen.page().selectOption("#days", "1");
        screen.page().click("main button.first");
        screen.page().waitForURL("**/console/backtest/*-*");
        screen.page().waitForSelector("#examples");
        assertThat(screen.page().innerText("main")).contains("a policy document", "newly refused", "narrow");
    }

    @Test
    void showsHowFarItIsAndCancels() throws SQLException {
        try (var lock = GATEWAY.part(DataSource.class).getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table audit in access exclusive mode");
            screen.open("/console/backtest?guardrail=name-the-owner");
            screen.page().check("input[value=LEFT_OUT]");
            screen.page().click("main button.first");
            screen.page().waitForSelector("progress");
            assertThat(screen.page().innerText("#backtest")).contains("running");
            screen.isAccessible();
            screen.fitsAPhone();
            screen.page().click("#cancel");
            screen.page().waitForSelector("#backtest .badge.warn >> text=cancelled");
            lock.rollback();
        }
    }
}

package dev.atlasgateway.admin.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a page says while the gateway cannot be asked, and what becomes of what was typed. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class TroubleTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private final Screen screen = Screen.ofAdmin("http://localhost:" + GATEWAY.port(), GATEWAY.adminPassword());
    private final Page page = screen.page();

    @AfterEach
    void leave() {
        screen.complaints().clear(); // of the requests that were made to fail
        screen.close();
    }

    @Test
    void saysThatAnOverviewIsStaleUntilItUpdatesAgain() {
        page.waitForURL("**/console");
        page.route("**/console?*", Route::abort);
        page.waitForSelector("#trouble:not([hidden])");
        assertThat(page.locator("#trouble")).containsText("The gateway does not answer.");
        assertThat(page.locator(".live")).isHidden();
        screen.isAccessible();
        screen.fitsAPhone();

        page.unroute("**/console?*");
        assertThat(page.locator("#trouble")).isHidden();
        assertThat(page.locator(".live")).isVisible();
    }

    @Test
    void callsNoExpressionInOrderThatWasNotChecked() {
        page.waitForURL("**/console");
        screen.open("/console/new/guardrail");
        page.fill("#expression", "instance != 'a'");
        page.waitForSelector("#check .fine");

        page.route("**/console/check-guardrail", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
        page.fill("#expression", "instance !!");
        assertThat(page.locator("#check")).hasText("Not checked, because the gateway does not answer.");
        assertThat(page.locator("#trouble")).containsText("The gateway answered 500");

        page.unroute("**/console/check-guardrail");
        page.fill("#expression", "instance != 'b'");
        page.waitForSelector("#check .fine");
        assertThat(page.locator("#trouble")).isHidden();
    }

    @Test
    void saysThatADraftWasNotTried() {
        page.waitForURL("**/console");
        screen.open("/console/new/guardrail");
        page.route("**/console/backtest", Route::abort);
        page.click("text=Test this draft");
        assertThat(page.locator("#trouble")).containsText("The gateway does not answer.");
    }

    @Test
    void staysWhereItIsWhenTheSessionHasEnded() {
        page.waitForURL("**/console");
        screen.open("/console/new/guardrail");
        page.context().clearCookies();
        page.fill("#expression", "instance != 'typed'");
        assertThat(page.locator("#trouble")).containsText("You are not signed in any more.");
        assertThat(page.locator("#trouble a")).isVisible();
        assertThat(page).hasURL("http://localhost:%d/console/new/guardrail".formatted(GATEWAY.port()));
        assertThat(page.inputValue("#expression")).isEqualTo("instance != 'typed'");
    }

    @Test
    void keepsAFormWhoseSessionEndedUntilItCanBeSent() {
        page.waitForURL("**/console");
        page.clock().install();
        screen.open("/console/new/team");
        page.fill("#name", "typed-for-long");
        page.fill("#why", "TICKET-90");
        page.clock().fastForward("30:00");
        page.context().clearCookies();
        page.click("main button.first");
        assertThat(page.locator("#trouble")).containsText("You are not signed in any more.");
        assertThat(page.inputValue("#name")).isEqualTo("typed-for-long");

        try (var beside = page.context().newPage()) {
            beside.navigate("/console/sign-in");
            beside.fill("#username", "admin");
            beside.fill("#password", GATEWAY.adminPassword());
            beside.press("#password", "Enter");
            beside.waitForURL("**/console/new/team");
        }
        page.click("main button.first");
        page.waitForURL("**/console/teams/typed-for-long?saved=*");
        assertThat(GATEWAY.part(Policy.class).current().team("typed-for-long")).isNotNull();
    }
}

package dev.atlasgateway.admin.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.RequestOptions;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is around every page, and the way in and out, by keyboard alone. */
@OnConsoleGateway
class LayoutAdviceTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    @Test
    void signsInAndOut() {
        try (var screen = Screen.withoutSignIn()) {
            var page = screen.open("/console/audit");
            page.waitForURL("**/console/sign-in");
            assertThat(screen.focused()).isEqualTo("username");
            page.keyboard().type("admin");
            screen.press("Tab");
            page.keyboard().type(GATEWAY.adminPassword());
            screen.press("Enter");
            page.waitForURL("**/console/audit*");

            screen.tabTo(".who button[type=submit]").press("Enter");
            page.waitForURL("**/console/sign-in**");
            assertThat(page.innerText("main")).contains("You are signed out.");
            screen.open("/console/teams");
            page.waitForURL("**/console/sign-in");
        }
    }

    /** The content security policy limits where forms lead to, but not to where the sign-out page does. */
    @Test
    void leadsToTheProviderAndBackAtTheSignOut() {
        var company = GATEWAY.company();
        var person = new Person("leaver", List.of("gateway-auditors"), List.of());
        try (var screen = Screen.withoutSignIn()) {
            var page = screen.open("/console/sign-in");
            var there = page.request()
                    .get(
                            "/oauth2/authorization/company",
                            RequestOptions.create().setMaxRedirects(0))
                    .headers()
                    .get("location");
            page.navigate(there + "&" + CompanyLogin.person(person));
            page.waitForURL("**/console");
            assertThat(company.sessions(person)).hasSize(1);

            screen.tabTo(".who button[type=submit]").press("Enter");
            page.waitForURL("**/console/signed-out");
            assertThat(page.innerText("main")).contains("You are signed out.");
            assertThat(company.sessions(person)).isEmpty();
            assertThat(screen.complaints()).allMatch(complaint -> complaint.contains("asks for " + company.issuer()));
            screen.complaints().clear();
        }
    }

    @Test
    void saysThatThePasswordIsWrongAndLetsOneTryAgain() {
        try (var screen = Screen.withoutSignIn()) {
            var page = screen.open("/console/sign-in");
            screen.type("username", "admin").type("password", "wrong").press("Enter");
            page.waitForSelector("[role=alert]");
            screen.isAccessible();
            assertThat(page.inputValue("#username")).isEqualTo("admin");
            screen.type("password", GATEWAY.adminPassword()).press("Enter");
            page.waitForURL("**/console");
        }
    }

    @Test
    void letsInAnAdminWhoSignedInOnAnotherPage() {
        try (var screen = Screen.withoutSignIn()) {
            var page = screen.open("/console/teams");
            try (var other = page.context().newPage()) {
                other.navigate("/console/clients");
                screen.type("username", "admin")
                        .type("password", GATEWAY.adminPassword())
                        .press("Enter");
                page.waitForURL(url -> !url.contains("sign-in"));
                other.fill("#username", "admin");
                other.fill("#password", GATEWAY.adminPassword());
                other.press("#password", "Enter");
                other.waitForURL(url -> !url.contains("sign-in"));
            }
        }
    }

    @Test
    void skipsToTheContent() {
        try (var screen = Screen.ofAdmin()) {
            screen.open("/console/teams");
            screen.press("Tab").press("Enter");
            assertThat(screen.focused()).isEqualTo("content");
            screen.press("Tab");
            assertThat(screen.page().evaluate("document.activeElement.closest('main') != null"))
                    .isEqualTo(true);
        }
    }

    @Test
    void opensTheMenuOnAPhoneAndGoesThere() {
        try (var screen = Screen.ofAdmin()) {
            screen.page().setViewportSize(390, 844);
            var page = screen.open("/console");
            assertThat(page.isVisible("text=Guardrails")).isFalse();
            screen.tabTo("#menu > summary").press("Enter");
            screen.isAccessible();
            screen.tabTo("a[href='/console/guardrails']").press("Enter");
            page.waitForURL("**/console/guardrails");
            assertThat(page.locator("#menu").getAttribute("open"))
                    .as("folded again")
                    .isNull();
        }
    }

    @Test
    void leavesSpaceOnAPhoneAndKeepsSignOutReachable() {
        try (var screen = Screen.ofAdmin()) {
            screen.page().setViewportSize(390, 844);
            var page = screen.open("/console/teams");
            assertThat(((Number) page.evaluate("document.querySelector('main').getBoundingClientRect().top"))
                            .intValue())
                    .isLessThan(120);
            assertThat(page.isVisible(".who button[type=submit]")).isFalse();
            screen.tabTo("#account > summary").press("Enter");
            screen.isAccessible();
            screen.tabTo("[data-scheme]").tabTo(".who button[type=submit]");
            assertThat(page.isVisible(".who button[type=submit]")).isTrue();
        }
    }

    @Test
    void wearsTheColoursThatWereChosenFromThenOn() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/teams");
            screen.tabTo("[data-scheme]").press("Enter").press("Enter");
            assertThat(page.locator("[data-scheme-name]")).hasText("dark");
            screen.open("/console/clients");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(page.locator("[data-scheme-name]")).hasText("dark");
            screen.tabTo("[data-scheme]").press("Enter");
            assertThat(page.locator("html")).not().hasAttribute("data-theme", "dark");
        }
    }

    @Test
    void plansAndAppliesADocument() {
        var policy = GATEWAY.part(Policy.class);
        var before = policy.current().revision();
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/policy");
            screen.tabTo("#yaml").press("Control+Home").press("End").press("Enter");
            page.keyboard().insertText("  by-keyboard: {}");
            screen.tabTo("main button.first").press("Enter");
            page.waitForSelector("#would");
            assertThat(page.innerText("main")).contains("1 added", "Team by-keyboard");
            screen.type("why", "TICKET-50").press("Enter");
            page.waitForURL("**/console/policy?saved=*");
            assertThat(policy.current().team("by-keyboard")).isNotNull();
        } finally {
            GATEWAY.part(Revisions.class)
                    .restore(before, policy.current().revision(), new Author("a test", "it is over"));
        }
    }

    @Test
    void searchesTheAuditByChoicesFromLists() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/audit");
            screen.tabTo("#outcome");
            page.keyboard().type("refused");
            screen.tabTo("main button.first").press("Enter");
            page.waitForURL("**outcome=refused*");
            assertThat(page.inputValue("#outcome")).isEqualTo("refused");
        }
    }
}

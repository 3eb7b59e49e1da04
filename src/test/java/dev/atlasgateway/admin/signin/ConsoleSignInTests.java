package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sign-in to the console and sign-out. */
@OnSharedGateway
class ConsoleSignInTests {

    private final RunningGateway gateway = RunningGateway.shared();
    private final Browser browser = gateway.browser();

    @Test
    void redirectsToTheSignInPageWithoutASession() {
        var answer = browser.get("/console");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/console/sign-in");
        assertThat(browser.get("/console/no-such-page").header("Location")).isEqualTo("/console/sign-in");
    }

    @Test
    void opensTheRequestedPageAfterTheSignIn() {
        browser.get("/console/audit?team=payments&outcome=refused");
        browser.get("/console/sign-in");
        var answer = password(gateway.adminPassword());
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/console/audit?team=payments&outcome=refused");
        assertThat(browser.get("/console").status()).isEqualTo(200);
    }

    @Test
    void opensThePageAroundAFragmentAfterTheSignIn() {
        var answer = browser.send(browser.request("/console/overview/figures")
                .header("HX-Request", "true")
                .header("HX-Current-URL", "http://localhost/console?range=1h")
                .GET());
        assertThat(answer.header("HX-Redirect")).isEqualTo("/console/sign-in");
        assertThat(answer.body()).isEmpty();
        browser.get("/console/sign-in");
        assertThat(password(gateway.adminPassword()).header("Location")).isEqualTo("/console?range=1h");
    }

    @Test
    void neverRedirectsToAnotherSite() {
        for (var url : new String[] {
            "http://evil.example/", "https://evil.example/consoles", "//evil.example/console", "/consolex", "nonsense::"
        }) {
            var visitor = gateway.browser();
            visitor.send(visitor.request("/console/part")
                    .header("HX-Request", "true")
                    .header("HX-Current-URL", url)
                    .GET());
            visitor.get("/console/sign-in");
            assertThat(visitor.post(
                                    "/console/sign-in",
                                    Map.of("username", "admin", "password", gateway.adminPassword()))
                            .header("Location"))
                    .as(url)
                    .isEqualTo("/console");
        }
    }

    @Test
    void answersAWrongNameLikeAWrongPassword() {
        browser.get("/console/sign-in");
        assertThat(password("wrong").header("Location")).isEqualTo("/console/sign-in?error=password");
        var wrongName = browser.post("/console/sign-in", Map.of("username", "x", "password", gateway.adminPassword()));
        assertThat(wrongName.header("Location")).isEqualTo("/console/sign-in?error=password");
        assertThat(browser.get("/console").status()).isEqualTo(303);
    }

    @Test
    void offersPasswordAndProviders() {
        assertThat(browser.get("/console/sign-in").body())
                .contains("type=\"password\"", "/oauth2/authorization/company", "Company");
    }

    @Test
    void endsTheSessionOnSignOut() {
        browser.signIn("admin", gateway.adminPassword()).get("/console");
        var session = browser.cookie("atlas-gateway-session");
        assertThat(browser.signOut().header("Location")).isEqualTo("/console/sign-in?signed-out");
        assertThat(browser.cookie("atlas-gateway-session")).isEmpty();
        var stolen = gateway.anonymous("/console").header("Cookie", "atlas-gateway-session=" + session);
        assertThat(gateway.send(stolen).status()).isEqualTo(303);
    }

    @Test
    void doesNotSignOutByALink() {
        browser.signIn("admin", gateway.adminPassword()).get("/console/sign-out");
        assertThat(browser.get("/console").status()).isEqualTo(200);
    }

    @Test
    void beginsANewSessionWithEverySignIn() {
        browser.signIn("admin", gateway.adminPassword());
        var first = browser.cookie("atlas-gateway-session");
        browser.get("/console");
        password(gateway.adminPassword());
        assertThat(browser.cookie("atlas-gateway-session")).isNotEmpty().isNotEqualTo(first);
        var old = gateway.anonymous("/console").header("Cookie", "atlas-gateway-session=" + first);
        assertThat(gateway.send(old).status()).isEqualTo(303);
    }

    @Test
    void ignoresAPlantedSession() {
        var planted = gateway.anonymous("/console")
                .header("Cookie", "atlas-gateway-session=planted0planted0planted0planted0planted0pla");
        assertThat(gateway.send(planted).status()).isEqualTo(303);
    }

    @Test
    void refusesAFormOfAnotherSession() {
        browser.signIn(Person.ADMIN).get("/console");
        var other = gateway.browser().signIn(Person.ADMIN);
        other.get("/console");
        var forged = other.proven(browser.request("/console/sign-out")).POST(HttpRequest.BodyPublishers.noBody());
        assertThat(browser.send(forged).header("Location")).isEqualTo("/console?stale");
        var bare = browser.request("/console/sign-out").POST(HttpRequest.BodyPublishers.noBody());
        assertThat(browser.send(bare).header("Location")).isEqualTo("/console?stale");
        assertThat(browser.get("/console").status()).isEqualTo(200);
    }

    @Test
    void saysOnThePageThatItsFormBelongsToAnotherSession() {
        browser.signIn(Person.ADMIN).get("/console");
        var form = browser.request("/console/grants")
                .header("Referer", "http://localhost/console/new/grant?team=payments")
                .POST(HttpRequest.BodyPublishers.noBody());
        var page = browser.send(form).header("Location");
        assertThat(page).isEqualTo("/console/new/grant?team=payments&stale");
        assertThat(browser.get(page).body())
                .contains("did not accept your form, because it belongs to another session", "payments");

        browser.signOut();
        browser.get("/console/sign-in");
        assertThat(password(gateway.adminPassword()).header("Location"))
                .as("no page is saved for the next sign-in")
                .isEqualTo("/console");
    }

    @Test
    void asksForASignInIfTheSessionOfAFormHasEnded() {
        var form = browser.request("/console/grants")
                .header("Referer", "http://localhost/console/new/grant")
                .POST(HttpRequest.BodyPublishers.noBody());
        var signIn = browser.send(form).header("Location");
        assertThat(signIn).isEqualTo("/console/sign-in?error=stale");
        assertThat(browser.get(signIn).body()).contains("That page belongs to another session.");
        assertThat(password(gateway.adminPassword()).header("Location")).isEqualTo("/console/new/grant");
    }

    @Test
    void limitsTheSessionToTheConsole() {
        browser.signIn("admin", gateway.adminPassword());
        var session = browser.cookie("atlas-gateway-session");
        assertThat(browser.get("/admin/api/v1/sign-in").status()).isEqualTo(401);
        assertThat(gateway.send(gateway.anonymous("/admin/api/v1/sign-in")
                                .header("Authorization", "Bearer " + session)
                                .DELETE())
                        .status())
                .isEqualTo(401);
        var call = RunningGateway.path(RunningGateway.ORDERS, "orders-dev");
        assertThat(browser.get(call).status()).isEqualTo(401);
        assertThat(gateway.send(gateway.anonymous(call)
                                .header("Authorization", "Bearer " + session)
                                .GET())
                        .status())
                .isEqualTo(401);
    }

    private Reply password(String password) {
        return browser.post("/console/sign-in", Map.of("username", "admin", "password", password));
    }
}

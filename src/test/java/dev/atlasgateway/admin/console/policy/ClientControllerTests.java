package dev.atlasgateway.admin.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.DigestClient;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a client: its secrets, their overlap, and its end. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class ClientControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private final Screen screen = Screen.ofAdmin();

    @AfterEach
    void leave() {
        screen.close();
    }

    private String make(String team) {
        screen.open("/console/new/client");
        screen.page().selectOption("#team", team);
        screen.type("why", "TICKET-10").press("Enter");
        screen.page().waitForSelector("#secret");
        return credentials();
    }

    private String credentials() {
        return screen.page().innerText("#client-id") + ":" + screen.page().innerText("#secret");
    }

    private static int logIn(String credentials) {
        return GATEWAY.logIn(credentials).status();
    }

    @Test
    void showsASecretOnceAndItOpensTheGatewayAtOnce() {
        var credentials = make("payments");
        assertThat(logIn(credentials)).isEqualTo(200);
        screen.isAccessible();

        screen.page().click("text=Show the client");
        screen.page().waitForURL("**/console/clients/*");
        assertThat(screen.page().content()).doesNotContain(credentials.split(":")[1]);
        assertThat(screen.open("/console/revisions").content())
                .doesNotContain(credentials.split(":")[1]);
    }

    @Test
    void makesAnApiKeyAndRotatesIt() {
        screen.open("/console/new/client");
        screen.page().click("text=make an API key");
        screen.page().selectOption("#team", "payments");
        screen.isAccessible();
        screen.type("why", "TICKET-15").press("Enter");
        screen.page().waitForSelector("#secret");
        screen.isAccessible();
        var old = screen.page().innerText("#secret");
        var id = screen.page().innerText("#client-id");
        assertThat(callWith(id, old)).isEqualTo(200);
        screen.open("/console/clients/" + id + "/rotate");
        screen.type("why", "TICKET-16").press("Enter");
        screen.page().waitForSelector("#secret");
        assertThat(callWith(id, screen.page().innerText("#secret"))).isEqualTo(200);
        assertThat(callWith(id, old)).isEqualTo(200);
        assertThat(screen.open("/console/clients/" + id).innerText("main")).contains("HTTP Digest");
    }

    private static int callWith(String publicKey, String privateKey) {
        var path = RunningGateway.path(RunningGateway.ORDERS, "orders-dev");
        return new DigestClient(GATEWAY, publicKey, privateKey)
                .call("GET", path, "")
                .status();
    }

    @Test
    void addsOneClientForAFormThatIsSentTwice() {
        var credentials = make("payments");
        screen.page().reload();
        assertThat(screen.page().innerText("#faults")).contains("already added its client");
        assertThat(logIn(credentials)).isEqualTo(200);
    }

    @Test
    void letsBothSecretsServeWhileOneIsRotated() {
        var old = make("payments");
        screen.open("/console/clients/" + old.split(":")[0] + "/rotate");
        screen.type("why", "TICKET-11").press("Enter");
        screen.page().waitForSelector("#secret");
        var young = credentials();

        assertThat(young).isNotEqualTo(old);
        assertThat(logIn(old)).isEqualTo(200);
        assertThat(logIn(young)).isEqualTo(200);

        screen.page().click("text=Show the client");
        PlaywrightAssertions.assertThat(screen.page().locator("tbody tr")).hasCount(2);
        screen.isAccessible();
        screen.page().locator("tbody tr a").first().click();
        screen.page().waitForSelector("button[name=end]");
        screen.type("why", "TICKET-12").tabTo("button[name=end]").press("Enter");
        screen.page().waitForURL("**?saved=*");
        assertThat(logIn(old)).isEqualTo(401);
        assertThat(logIn(young)).isEqualTo(200);
    }

    @Test
    void shutsOutADisabledClientOnTheNextCall() {
        var credentials = make("payments");
        screen.open("/console/clients/" + credentials.split(":")[0] + "/status");
        screen.type("why", "TICKET-13").press("Enter");
        screen.page().waitForURL("**?saved=*");
        assertThat(screen.page().innerText("main")).contains("disabled").doesNotContain("enabled");
        assertThat(logIn(credentials)).isEqualTo(401);
    }
}

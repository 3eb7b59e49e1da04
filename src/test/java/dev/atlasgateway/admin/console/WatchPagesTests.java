package dev.atlasgateway.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people watch and look up, in a real browser and by keyboard alone. */
@OnConsoleGateway
class WatchPagesTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private final Screen screen = Screen.ofAdmin();
    private final String instance = "watched-" + UUID.randomUUID();

    @AfterEach
    void leave() {
        screen.close();
    }

    private Reply call(String team) {
        return GATEWAY.ended(GATEWAY.patch(team, instance, "{\"terminationProtectionEnabled\":true}"));
    }

    @Test
    void findsACallInTheAuditAndOpensIt() {
        var call = call("payments");
        screen.open("/console/audit");
        screen.type("text", instance).press("Enter");
        screen.page().waitForURL("**text=" + instance + "*");
        assertThat(screen.page().locator("tbody tr").count()).isEqualTo(1);
        screen.isAccessible();
        screen.fitsAPhone();

        screen.tabTo("tbody a").press("Enter");
        screen.page().waitForSelector("#request-id");
        assertThat(screen.page().innerText("#request-id")).isEqualTo(call.header("X-Request-Id"));
        screen.isAccessible();
        screen.fitsAPhone();
    }

    @Test
    void opensTheFiltersThatAreInUse() {
        screen.open("/console/audit?instance=" + instance);
        assertThat(screen.page().isVisible("#instance")).isTrue();
        assertThat(screen.open("/console/audit").isVisible("#instance")).isFalse();
        screen.tabTo("summary").press("Enter");
        screen.type("instance", instance).press("Enter");
        screen.page().waitForURL("**instance=" + instance + "*");
    }

    @Test
    void leadsFromARequestIdToTheCall() {
        var call = call("search");
        screen.open("/console/teams").keyboard().press("/");
        assertThat(screen.focused()).isEqualTo("find");
        screen.page().keyboard().type(call.header("X-Request-Id"));
        screen.press("Enter");
        screen.page().waitForURL("**/console/audit/" + call.header("X-Request-Id"));
        assertThat(screen.page().innerText("main")).contains("No grant allows this team to do that on " + instance);
        screen.isAccessible();
        screen.fitsAPhone();
    }

    @Test
    void showsACallOnTheOverviewWithoutBeingLoadedAnew() {
        call("payments");
        var page = screen.open("/console");
        screen.isAccessible();
        screen.fitsAPhone();
        page.focus("#as");
        var before = Integer.parseInt(page.innerText(".tile dd").replace(",", ""));
        call("payments");

        page.waitForFunction(
                "before => Number(document.querySelector('.tile dd').textContent.replaceAll(',', '')) > before",
                before);
        assertThat(screen.focused()).as("the focus stays").isEqualTo("as");
    }

    @Test
    void showsTheSameToReadAsToLookAt() {
        call("payments");
        screen.open("/console?live=false");
        screen.tabTo("#as").press("Enter");
        screen.page().waitForSelector("table tbody");
        assertThat(screen.page().locator(".plot").count()).isZero();
        assertThat(screen.page().innerText("main")).contains("p99");
        screen.isAccessible();
    }
}

package dev.atlasgateway.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.explain.BacktestService;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Looks at every page of the console, with data and without. The longest test, so it starts first. */
@Order(0)
class EveryPageTests {

    private static final RunningGateway GATEWAY = RunningGateway.own();

    /** The sign-in page and error pages. */
    static final List<String> OTHERS = List.of("/console/sign-in", "/console/nothing-here", "/console/teams/nobody");

    private static Screen screen;
    private static Pages pages;

    @BeforeAll
    static void signIn() {
        screen = Screen.ofAdmin(GATEWAY);
        pages();
    }

    @AfterAll
    static void leave() {
        screen.close();
        GATEWAY.stop();
    }

    private static synchronized Pages pages() {
        if (pages == null) {
            pages = new Pages(someCalls(), backtest(), fingerprint());
        }
        return pages;
    }

    /** Makes calls of every kind. Returns the id of one that Atlas answered on the second attempt and a guardrail warned about. */
    private static String someCalls() {
        var untagged = "{\"tags\":[{\"key\":\"env\",\"value\":\"dev\"}]}";
        GATEWAY.patch("search", "orders-prod", untagged);
        GATEWAY.patch("payments", "orders-prod", "{\"terminationProtectionEnabled\":false}");
        GATEWAY.patch("payments", "orders-prod", "{\"backup\":true}");
        GATEWAY.get("lapsed", "orders-prod");
        GATEWAY.get("payments", "orders-prod");
        GATEWAY.send(GATEWAY.anonymous(RunningGateway.path(RunningGateway.ORDERS, "orders-prod"))
                .GET());
        GATEWAY.atlas().orders(Fault.status(503).on("PATCH").times(1));
        var retried = GATEWAY.ended(GATEWAY.patch("payments", "orders-dev", untagged));
        return retried.header("X-Request-Id");
    }

    private static String backtest() {
        var now = Instant.now();
        return GATEWAY.part(BacktestService.class)
                .start(List.of(), "the policy as it is", now.minus(Duration.ofHours(1)), now, "admin")
                .id();
    }

    private static String fingerprint() {
        var client = (Client) GATEWAY.part(Policy.class)
                .current()
                .find(ObjectKind.CLIENT, Pages.CLIENT)
                .orElseThrow();
        return client.secrets().getFirst().fingerprint();
    }

    static Stream<String> everywhere() {
        return pages().visits().values().stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @FieldSource("OTHERS")
    void isAccessibleInBothColourSchemesFitsAPhoneAndLeadsTheKeyboardToEverything(String path) {
        var page = screen.open(path);
        assertThat(page.locator("h1").count()).as("headings of the first order").isEqualTo(1);
        assertThat(page.title()).matches(".+ · Atlas Gateway");
        screen.isAccessible();
        screen.fitsAPhone();
        if (page.locator(".skip").count() == 0) {
            screen.isReachedByKeyboard();
        } else if (!page.url().matches(".*/console(\\?.*)?")) { // which changes by itself
            screen.isReachedByKeyboardBelowTheNavigation();
        }
        assertThat(screen.complaints()).isEmpty();
    }

    @Test
    void reachesEverythingOnAPausedOverviewByKeyboard() {
        screen.open("/console?live=false");
        screen.isReachedByKeyboard();
    }

    @Test
    void coverEveryMapping() {
        var mapped = new TreeSet<String>();
        GATEWAY.part(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, handler) -> {
            var methods = mapping.getMethodsCondition().getMethods();
            if (methods.isEmpty() || methods.contains(RequestMethod.GET)) {
                mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/console"))
                        .forEach(mapped::add);
            }
        });
        mapped.removeAll(Pages.NO_PAGES);
        assertThat(pages().visits().keySet())
                .as("a page that is missing here belongs into Pages, with an address where it has something to show"
                        + " and one where it has not; what is no page belongs into Pages.NO_PAGES")
                .containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void showWhatThePagesAreFor() {
        var page = screen.open("/console/audit/" + pages().call());
        assertThat(page.innerText("main")).contains("Atlas, attempt 2", "name-the-owner");
        assertThat(screen.open("/console/teams/nobody").innerText("main")).doesNotContain("Exception");
    }

    @Test
    void worksWithoutScripts() {
        try (var plain = Screen.withoutScripts(GATEWAY)) {
            var page = plain.open("/console/new/guardrail");
            page.fill("#name", "plain");
            page.fill("#expression", "instnce == 'x'");
            page.click("text=Check only");
            assertThat(page.innerText("#check")).contains("instnce");
            page.fill("#expression", "instance != 'never-called-either'");
            page.fill("#message", "is never called");
            page.fill("#why", "TICKET-30");
            page.click("main button.first");
            assertThat(page.url()).contains("/console/guardrails/plain?saved=");
        }
    }
}

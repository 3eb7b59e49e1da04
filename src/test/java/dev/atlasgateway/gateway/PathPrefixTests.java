package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway below a path prefix serves everything below it, and links to nothing outside. */
@OnConsoleGateway
class PathPrefixTests {

    private static final String PREFIX = "/at/lunch";
    private static final Pattern LINK = Pattern.compile("[ -](href|src|action|formaction|get|post)=\"([^\"#][^\"]*)\"");

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole()
            .another(
                    "--server.servlet.context-path=" + PREFIX,
                    "--gateway.translation.public-url=https://atlas.example.com" + PREFIX);

    private final SocketClient socket = new SocketClient(GATEWAY);
    private final Browser browser = GATEWAY.browser();

    @AfterAll
    static void stop() {
        GATEWAY.stop();
    }

    @Test
    void servesCalls() {
        var reply = GATEWAY.get("payments", "orders-prod"); // with a token of this gateway
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("links").get(0).path("href").asString())
                .startsWith("https://atlas.example.com/at/lunch/api/atlas/v1.0/groups/");
        assertThat(GATEWAY.audited(reply)).extracting("operation").contains("getServerlessInstance");
        assertThat(GATEWAY.patch("payments", "orders-prod", "{\"backup\":true}").errorCode())
                .isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void challengesApiKeys() {
        var client = DigestClient.of(GATEWAY);
        var nonce = DigestClient.nonce(client.challenge("GET", SocketClient.PATH, ""));
        var answer = client.answer(DigestClient.CURL, "GET", PREFIX + SocketClient.PATH, nonce);
        assertThat(client.send("GET", SocketClient.PATH, "", answer).status()).isEqualTo(200);
    }

    @Test
    void refusesCallsInTheErrorFormatOfTheirPath() {
        assertThat(GATEWAY.send(GATEWAY.as("payments", "/api/atlas/v1.0/x")).errorCode())
                .isEqualTo("GATEWAY_OPERATION_NOT_SERVED");
        assertThat(GATEWAY.send(GATEWAY.anonymous("/admin/api/v1/teams")).header("Content-Type"))
                .isEqualTo("application/problem+json");
        var unreadable = "Host: localhost\r\nContent-Type: */*\r\nConnection: close\r\n\r\n";
        assertThat(socket.send("GET /at/lunch/api/x HTTP/1.1\r\n" + unreadable).header("Content-Type"))
                .isEqualTo("application/json");
        assertThat(socket.send("GET /at/lunch/admin/x HTTP/1.1\r\n" + unreadable)
                        .header("Content-Type"))
                .isEqualTo("application/problem+json");
        assertThat(socket.send("GET /at/lunch/console HTTP/1.1\r\n" + unreadable)
                        .header("Content-Type"))
                .startsWith("text/html");
    }

    /** Tools would take a 404 on a path of Atlas for a deleted cluster, whatever is wrong with their base URL. */
    @ParameterizedTest
    @CsvSource({
        SocketClient.PATH + ", 501",
        "/at/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev, 501",
        "/api/oauth/token, 404",
        "/admin/api/v1/teams, 404",
        "/console, 404",
        "/at/lunchtime/console, 404",
        "/, 404"
    })
    void servesNothingOutside(String path, String status) {
        var reply = socket.send("payments", "GET", path, "Accept: text/html\r\n");
        assertThat(reply.statuses()).isEqualTo(status);
        assertThat(GATEWAY.audited(reply.header("X-Request-Id"))).hasSize(1);
    }

    @Test
    void servesTheAdminApi() {
        var created = GATEWAY.send(GATEWAY.asAdmin("/admin/api/v1/teams/below-a-prefix")
                .header("X-Change-Reason", "TICKET-1")
                .header("If-None-Match", "*")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{}")));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/at/lunch/admin/api/v1/teams/below-a-prefix");
        var page = GATEWAY.send(GATEWAY.asAdmin("/admin/api/v1/teams?limit=1"));
        assertThat(page.header("Link")).startsWith("</at/lunch/admin/api/v1/teams?limit=1&after=");
    }

    @ParameterizedTest
    @CsvSource({"/openapi.yaml", "/admin/api/v1/openapi.yaml"})
    void describesItselfThere(String path) {
        var description = GATEWAY.send(path.startsWith("/admin") ? GATEWAY.asAdmin(path) : GATEWAY.anonymous(path))
                .body();
        var server = Pattern.compile("(?m)^servers:\\R *- url: (.*)$").matcher(description);
        assertThat(server.find()).isTrue();
        assertThat(URI.create(PREFIX + path).resolve(server.group(1))).hasToString("/at/lunch/");
    }

    @Test
    void signsInAndOutAtTheProvider() {
        assertThat(browser.send(browser.request("/").header("Accept", "text/html"))
                        .header("Location"))
                .isEqualTo("/at/lunch/console");
        assertThat(browser.get("/console/teams/").header("Location")).isEqualTo("/at/lunch/console/teams");
        assertThat(browser.get("/console/teams").header("Location")).isEqualTo("/at/lunch/console/sign-in");
        var back = browser.signInAtCompany(Person.ADMIN);
        assertThat(back).contains("/at/lunch/login/oauth2/code/company");
        assertThat(browser.get(back).header("Location")).isEqualTo("/at/lunch/console/teams");
        assertThat(browser.cookie("atlas-gateway-session-at-lunch")).isNotEmpty();
        assertThat(browser.cookie("atlas-gateway-session")).isEmpty();

        browser.get("/console");
        var there = browser.signOut().header("Refresh").substring("0;url=".length());
        assertThat(browser.get(there).header("Location")).endsWith("/at/lunch/console/signed-out");
        assertThat(browser.get("/console/signed-out").body()).contains("You are signed out.");
    }

    @Test
    void linksToNothingOutside() {
        browser.get(browser.signInAtCompany(Person.ADMIN));
        var open = new ArrayDeque<>(List.of("/console"));
        var shapes = new HashSet<>(List.of("/at/lunch/console/sign-in")); // leads away when signed in
        while (!open.isEmpty()) {
            var page = open.remove();
            var reply = browser.get(page);
            var mayBeGone = page.matches("/console/\\w+/.+"); // what an event names may be removed
            assertThat(reply.status()).as(page).isIn(200, mayBeGone ? 404 : 200);
            LINK.matcher(reply.body()).results().forEach(link -> {
                var to = link.group(2).replace("&amp;", "&");
                assertThat(to).as("link on %s", page).matches(PREFIX + "/.*|https://.*|data:.*|\\?.*");
                if (link.group(1).equals("href") && to.startsWith(PREFIX) && shapes.add(shape(to))) {
                    open.add(to.substring(PREFIX.length()));
                }
            });
        }
        assertThat(shapes).hasSizeGreaterThan(40);
    }

    /** Pages of the same kind have the same shape. */
    private static String shape(String link) {
        return link.replaceAll("=[^&#]*", "")
                .replaceAll("/(?=[^/?]*\\d)[^/?]+", "/0")
                .replaceAll("/(teams|guardrails|client|clients)/[^/?]+", "/$1/0");
    }

    @Test
    void worksInABrowser() {
        try (var screen = Screen.ofAdmin("http://localhost:" + GATEWAY.port() + PREFIX, GATEWAY.adminPassword())) {
            var page = screen.page();
            page.waitForURL("**/at/lunch/console");
            screen.open("/console/teams");
            page.fill("#q", "payments"); // filters by htmx
            page.waitForURL("**/at/lunch/console/teams?q=payments");

            screen.open("/console/new/guardrail");
            page.fill("#name", "below-a-prefix");
            page.fill("#expression", "instance != 'never-called'");
            page.waitForSelector("#check .fine");
            page.fill("#message", "is never called");
            page.fill("#why", "TICKET-2");
            page.click("main button.first");
            page.waitForURL("**/at/lunch/console/guardrails/below-a-prefix?saved=*");
        }
    }
}

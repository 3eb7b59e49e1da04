package dev.atlasgateway.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that no page links to. */
@OnConsoleGateway
class AddressTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private static Browser admin() {
        return GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/", ";", "\\", "a\\b;c", "..", ".", "%", "a b", "ünï"})
    void findsNoCallForTextsThatAreNotRequestIds(String typed) {
        var answer = admin().get("/console/find?requestId=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("No call that you may see has this id");
    }

    @ParameterizedTest
    @CsvSource({
        "teams?page=0, 200, Team",
        "teams?page=-1, 200, Team",
        "teams?page=2147483647, 200, Team",
        "teams?page=2147483648, 400, not valid",
        "teams?page=last, 400, not valid",
        "who-can?ask=EXPIRING&days=2147483647, 200, within 3650 days",
        "who-can?ask=EXPIRING&days=-1, 200, within 1 days"
    })
    void showsTheNearestPageOfAList(String address, int status, String text) {
        var answer = admin().get("/console/" + address);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
        assertThat(answer.body().contains("/console/teams/payments"))
                .isEqualTo(address.startsWith("teams") && status == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find?requestId",
                "events?admin",
                "revisions?by",
                "revisions?object",
                "explain?requestId",
                "audit?text",
                "audit/export?team",
                "teams?q"
            })
    void rejectsNulWhichPostgresCannotStore(String parameter) {
        var answer = admin().get("/console/" + parameter + "=%00");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("The request is not valid");
    }

    @Test
    void redirectsATrailingSlash() {
        var answer = admin().get("/console/teams/?q=pay");
        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("Location")).isEqualTo("/console/teams?q=pay");
    }

    @Test
    void redirectsBrowsersButNotProgramsFromTheRoot() {
        var browser = GATEWAY.browser();
        var person = browser.send(browser.request("/").header("Accept", "text/html,*/*;q=0.8"));
        assertThat(person.status()).isEqualTo(303);
        assertThat(person.header("Location")).isEqualTo("/console");
        assertThat(browser.send(browser.request("/").header("Accept", "*/*")).status())
                .isEqualTo(401);
        assertThat(browser.send(browser.request("/api").header("Accept", "text/html"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void redirectsASignedInAdminFromTheSignIn() {
        assertThat(admin().get("/console/sign-in").header("Location")).endsWith("/console");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/nothing-here", "/console/revisions/none", "/console/check-guardrail"})
    void showsTheNavigationOnErrorPages(String path) {
        var admin = admin();
        var answer = admin.send(admin.request(path).header("Accept", "text/html"));
        assertThat(answer.status()).isBetween(400, 405);
        assertThat(answer.body()).contains("aria-label=\"Console\"", "/console/teams");
    }
}

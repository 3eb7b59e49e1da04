package dev.atlasgateway.admin.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The overview tells what really happened, to whom it may be told. */
@OnConsoleGateway
class OverviewControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();
    private static final Pattern TILE = Pattern.compile("<dt>(Calls|Refused)</dt><dd>([\\d,]+)</dd>");

    private final Browser admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());

    private static long tile(String page, String name) {
        return TILE.matcher(page)
                .results()
                .filter(tile -> tile.group(1).equals(name))
                .mapToLong(tile -> Long.parseLong(tile.group(2).replace(",", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long sum(String number, String page) {
        return Pattern.compile(number)
                .matcher(page)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1).replace(",", "")))
                .sum();
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void countsEachCallAndEachRefusal() {
        var before = admin.get("/console?team=narrow").body();
        GATEWAY.ended(GATEWAY.get("narrow", "counted-dev"));
        GATEWAY.ended(GATEWAY.get("narrow", "counted-prod"));
        var after = admin.get("/console?team=narrow").body();

        assertThat(tile(after, "Calls") - tile(before, "Calls")).isEqualTo(2);
        assertThat(tile(after, "Refused") - tile(before, "Refused")).isEqualTo(1);
        assertThat(text(after))
                .contains("Answered by the gateway No grant allows it USER_UNAUTHORIZED")
                .containsPattern("narrow [\\d,]+ [\\d.]+ %");
    }

    @Test
    void tellsARateLimitOfAtlasFromOurQuota() {
        var code = "RATE_LIMITED_TOKEN_BUCKET";
        GATEWAY.atlas().orders(Fault.status(429, 120).on("GET").times(1));
        try {
            assertThat(GATEWAY.get("narrow", "counted-dev").status()).isEqualTo(429);
        } finally {
            GATEWAY.atlas().clearFaults();
        }
        for (int i = 0; i < 4; i++) {
            GATEWAY.ended(GATEWAY.get("hasty", "orders-dev"));
        }
        var page = admin.get("/console").body();

        assertThat(text(page))
                .containsPattern("Answered by the gateway .*Over the quota " + code + " .*Answered by Atlas .*"
                        + "Over the rate limit of Atlas RATE_LIMITED");
        assertThat(admin.get("/console/audit?team=narrow&answeredBy=atlas&outcome=refused")
                        .body())
                .contains("RATE_LIMITED")
                .doesNotContain("USER_UNAUTHORIZED");
        assertThat(page).contains("/console/audit?errorCode=" + code + "&amp;answeredBy=gateway&amp;last=1h&amp;team=");
    }

    @Test
    void showsTheSameNumbersAsChartAndAsTable() {
        GATEWAY.ended(GATEWAY.get("payments", "drawn-dev"));
        var charts = admin.get("/console?team=payments").body();
        assertThat(charts)
                .contains("role=\"img\" aria-labelledby=\"calls-title calls-desc\"", "class=\"bar-good\"")
                .containsPattern("<desc id=\"calls-desc\">[\\d,]+ calls; ")
                .containsPattern("<path class=\"line p50\" d=\"M[\\d.]+ [\\d.]+h10");

        var tables = admin.get("/console?team=payments&as=tables").body();
        assertThat(tables).doesNotContain("<svg viewBox=\"0 0 130").contains("Calls and latency");
        assertThat(tile(charts, "Calls"))
                .isPositive()
                .isEqualTo(sum("<title>[^<]*: ([\\d,]+) calls</title>", charts))
                .isEqualTo(sum(
                        "<th scope=\"row\" class=\"tight\">[^<]*</th>\\s*<td class=\"number\">([\\d,]+)</td>", tables));
    }

    @Test
    void showsWhoStillCallsAnOldApi() {
        GATEWAY.ended(GATEWAY.get("narrow", "old-dev"));
        var path = "/api/atlas/v2/groups/" + RunningGateway.ORDERS + "/flexClusters";
        var flex = GATEWAY.as("narrow", path).header("Accept", "application/vnd.atlas.2024-11-13+json");
        for (int i = 0; i < 3; i++) {
            GATEWAY.ended(GATEWAY.send(flex));
        }
        assertThat(text(admin.get("/console?team=narrow").body()))
                .containsPattern("Who calls which API .*narrow v1.0 old service account [\\d,]+ "
                        + "narrow v2 flex service account [\\d,]+ ");
        assertThat(GATEWAY.send(GATEWAY.asAdmin("/admin/api/v1/statistics?team=narrow"))
                        .json()
                        .path("callers")
                        .valueStream()
                        .map(caller -> caller.path("api").asString() + " "
                                + caller.path("login").asString()))
                .contains("v1.0 service-account", "v2-flex service-account");
    }

    @Test
    void showsWhoIsNearALimit() {
        GATEWAY.ended(GATEWAY.get("hasty", "limited"));
        var page = admin.get("/console").body();
        assertThat(text(page)).containsPattern("hasty team, 3 per 1h \\d+ % used, [0-2] left");
        assertThat(admin.get("/console/quotas/teams/hasty").status()).isEqualTo(200);
    }

    @Test
    void showsTheHealthOfAllParts() {
        GATEWAY.ended(GATEWAY.get("payments", "healthy-dev"));
        assertThat(text(admin.get("/console").body()))
                .containsPattern(
                        "Atlas account default (up|needs a look) .{0,80}last call: \\d+ .{0,200}token: valid until \\d{4}-")
                .contains("Audit store up", "Policy up revision: ", "redis: up");
    }

    @Test
    void showsALeadTheOwnTeamsFiguresOnly() {
        GATEWAY.ended(GATEWAY.get("narrow", "unseen-dev"));
        GATEWAY.ended(GATEWAY.get("lapsed", "seen-dev"));
        var lead = GATEWAY.browser().signIn(Person.leadOf("lapsed"));
        var own = lead.get("/console").body();

        assertThat(tile(own, "Calls"))
                .isEqualTo(tile(admin.get("/console?team=lapsed").body(), "Calls"));
        assertThat(text(own)).contains("Calls of your teams", "Audit store up").doesNotContain("narrow", "valid until");
        assertThat(tile(lead.get("/console?team=narrow").body(), "Calls")).isZero();
    }

    @Test
    void explainsEmptyPages() {
        var lead = GATEWAY.browser().signIn(Person.leadOf("never-called"));
        assertThat(lead.get("/console").body())
                .contains("No calls in this period", "No refusals", "No quota is in use");
        assertThat(lead.get("/console/audit").body())
                .contains("No calls yet", "The first appears as soon as a team calls");
    }

    @Test
    void keepsItselfUpToDateUntilItIsToldNotToOrLongForgotten() {
        assertThat(admin.get("/console?period=day").body())
                .contains("hx-trigger=\"every 5s\"")
                .containsPattern("hx-get=\"/console\\?period=day&amp;[^\"]*since=\\d+\"");
        assertThat(admin.get("/console?live=false").body()).doesNotContain("hx-trigger=\"every 5s\"");
        assertThat(admin.get("/console?since=1700000000").body())
                .doesNotContain("hx-trigger=\"every 5s\"")
                .contains("paused after half an hour");
    }
}

package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.api.AdminApi.GATEWAY;
import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Searches of grants over the API. */
@OnSharedGateway
class WhoCanApiTests {

    private static final String GRANT = "grants/search/" + ORDERS + "/GROUP_OWNER/who-can-*";

    @BeforeEach
    void grant() {
        var end = Instant.now().plus(Duration.ofDays(2));
        ADMIN.put(GRANT, "{\"expiresAt\":\"%s\"}".formatted(end), "If-None-Match", "*");
    }

    @AfterEach
    void remove() {
        AdminApi.remove(GRANT);
    }

    @Test
    void listsTheTeamsThatMayChangeAnInstance() {
        assertThat(ask("change?groupId=" + ORDERS + "&instance=who-can-1")).contains("who-can-*", "payments");
        assertThat(ask("change?groupId=" + ORDERS + "&instance=another"))
                .contains("payments")
                .doesNotContain("who-can-*");
    }

    @Test
    void listsWhatATeamMayChange() {
        assertThat(ask("teams/search")).contains("who-can-*").doesNotContain("payments");
    }

    @Test
    void listsExpiringGrants() {
        assertThat(ask("expiring?days=3")).contains("who-can-*");
        assertThat(ask("expiring?days=1")).doesNotContain("who-can-*");
    }

    @Test
    void listsAGrantAsUnusedUntilItAllowsACall() {
        assertThat(ask("never-used")).contains("who-can-*");
        var call = GATEWAY.patch("search", "who-can-1", "{\"terminationProtectionEnabled\":true}");
        assertThat(call.status()).isEqualTo(200);
        assertThat(ask("never-used")).doesNotContain("who-can-*");
    }

    @Test
    void pagesThroughGrants() {
        for (var question :
                List.of("change?groupId=" + ORDERS, "teams/payments?", "expiring?days=3650", "never-used?")) {
            var all = keys(AUDITOR.get("who-can/" + question + "&limit=500"));
            var seen = AUDITOR.allPages("who-can/" + question + "&limit=1").stream()
                    .flatMap(page -> keys(page).stream());
            assertThat(seen).as(question).isNotEmpty().isEqualTo(all);
        }
    }

    private static List<String> keys(Reply page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return page.json().path("items").valueStream().map(JsonNode::toString).toList();
    }

    @Test
    void namesAnInvalidParameter() {
        for (var days : List.of("-1", "3651", "soon")) {
            var refused = AUDITOR.get("who-can/expiring?days=" + days);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("errors").path(0).path("parameter").asString())
                    .isEqualTo("days");
            assertThat(refused.json().path("errors").path(0).path("detail").asString())
                    .isEqualTo("must be a number from 0 to 3650");
        }
    }

    private static String ask(String question) {
        var reply = AUDITOR.get("who-can/" + question);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }
}

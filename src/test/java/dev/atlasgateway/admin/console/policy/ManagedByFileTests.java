package dev.atlasgateway.admin.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mounted file manages, as admins see it: to be read only, with a word why. */
@OnConsoleGateway
class ManagedByFileTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();
    private static final String WHY = "The file <code>mounted-policy.yaml</code> manages this. Change it there";

    private final Browser admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());

    @Test
    void saysWhichFileManagesItAndOffersNoChange() {
        var page = admin.get("/console/teams/mounted").body();
        assertThat(page).contains(WHY);
        assertThat(page.substring(page.indexOf("<main")))
                .contains("platform@example.com")
                .doesNotContain(">Save</button>", "/console/remove");
        assertThat(admin.get("/console/teams/payments").body())
                .contains(">Save</button>", "/console/remove")
                .doesNotContain(WHY);
    }

    @Test
    void plansTheNextVersionOfTheFileAndOffersNoWayToApplyItHere() {
        admin.get("/console/policy");
        var next = Map.of("yaml", "teams: { mounted: { contact: new@example.com } }", "mounted", "true");
        var planned = admin.post("/console/policy", next);
        assertThat(planned.status()).isEqualTo(200);
        assertThat(planned.body()).contains("new@example.com", "checked").doesNotContain(">Apply</button>");
        var before = GATEWAY.part(Policy.class).current().revision();
        var applied = new HashMap<>(next);
        applied.putAll(Map.of("base", "" + before, "why", "TICKET-1"));
        var refused = admin.post("/console/policy/apply", applied);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Mount the next version of the mounted file");
        assertThat(GATEWAY.part(Policy.class).current().revision()).isEqualTo(before);
    }

    @Test
    void triesTheNextVersionOfTheFile() {
        admin.get("/console/backtest?of=document");
        var form = Map.of("document", "teams: { mounted: { disabled: true } }", "mounted", "true", "days", "1");
        var started = Awaitility.await()
                .until(() -> admin.post("/console/backtest?of=document", form), reply -> reply.status() != 422);
        assertThat(started.header("Location")).startsWith("/console/backtest/");
        assertThat(admin.get(started.header("Location")).body()).contains("the mounted file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/teams", "/console/remove?kind=TEAM&key=mounted"})
    void refusesAFormForAManagedObject(String path) {
        var policy = GATEWAY.part(Policy.class);
        var before = policy.current().revision();
        admin.get("/console/teams/payments");
        var refused = admin.post(
                path, Map.of("base", "" + before, "name", "mounted", "contact", "me@example.com", "why", "TICKET-1"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("mounted-policy.yaml");
        assertThat(policy.current().revision()).isEqualTo(before);
    }
}

package dev.atlasgateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mounted file manages, as admins see it: to be read only, with a word why. */
class ManagedPagesTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String WHY = "This is managed by the file <code>mounted-policy.yaml</code>. Change it there";

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

    @ParameterizedTest
    @ValueSource(strings = {"/console/teams", "/console/remove?kind=TEAM&key=mounted"})
    void refusesAFormThatIsSentAllTheSame(String path) {
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

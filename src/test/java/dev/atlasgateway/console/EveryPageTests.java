package dev.atlasgateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every page that changes the policy. */
class EveryPageTests {

    private static Screen screen;

    @BeforeAll
    static void signIn() {
        screen = Screen.ofAdmin();
    }

    @AfterAll
    static void leave() {
        screen.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/teams",
                "/console/teams?q=nobody-is-called-so",
                "/console/new/team",
                "/console/teams/payments",
                "/console/clients",
                "/console/new/client",
                "/console/clients/mdb_sa_id_665f1c2e9b1d4a0012ab34cd",
                "/console/clients/mdb_sa_id_665f1c2e9b1d4a0012ab34cd/rotate",
                "/console/clients/mdb_sa_id_665f1c2e9b1d4a0012ab34cd/standing",
                "/console/clients/mdb_sa_id_665f1c2e9b1d4a0012ab34cd/remove",
                "/console/projects",
                "/console/new/project",
                "/console/projects/32b6e34b3d91647abb20e7b8",
                "/console/grants",
                "/console/new/grant",
                "/console/grants/edit?key=payments/32b6e34b3d91647abb20e7b8/GROUP_OWNER/*",
                "/console/guardrails",
                "/console/new/guardrail?from=required-tags&tags=owner",
                "/console/guardrails/name-the-owner",
                "/console/quotas",
                "/console/quotas?of=projects",
                "/console/quotas/teams/payments",
                "/console/quotas/projects/32b6e34b3d91647abb20e7b8",
                "/console/revisions",
                "/console/revisions/1",
                "/console/revisions/1/restore",
                "/console/remove?kind=TEAM&key=payments",
                "/console",
                "/console?as=tables&period=week",
                "/console/audit",
                "/console/audit?decision=refused&status=teapot",
                "/console/audit?text=nothing-says-so",
                "/console/audit/never-made",
                "/console/events",
                "/console/events?admin=nobody",
                "/console/policy",
            })
    void isAccessibleInBothColourSchemesAndFitsAPhone(String path) {
        var page = screen.open(path);
        assertThat(page.locator("main h1").count()).as(path).isEqualTo(1);
        screen.isAccessible();
        screen.fitsAPhone();
    }

    @Test
    void worksWithoutScripts() {
        try (var plain = Screen.withoutScripts()) {
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

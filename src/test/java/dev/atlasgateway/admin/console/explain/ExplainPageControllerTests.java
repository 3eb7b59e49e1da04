package dev.atlasgateway.admin.console.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why a call was, or would be, decided: on the page, by keyboard. */
@OnConsoleGateway
class ExplainPageControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";

    private final Screen screen = Screen.ofAdmin();

    @AfterEach
    void leave() {
        screen.close();
    }

    @Test
    void explainsACallThatMightBeMade() {
        screen.open("/console/explain");
        screen.type("caller", "payments").type("project", "orders").type("instance", "orders-prod");
        screen.type("body", OFF).tabTo("button.first").press("Enter");

        screen.page().waitForSelector("#answer");
        assertThat(screen.page().innerText("#answer"))
                .contains("GATEWAY_GUARDRAIL_VIOLATION", "keep-protection-in-production", "GROUP_OWNER", "calls left");
        assertThat(screen.page().inputValue("#body")).isEqualTo(OFF);
        screen.isAccessible();
        screen.fitsAPhone();
        screen.page().click("#answer .step.bad a");
        assertThat(screen.page().url()).endsWith("/console/guardrails/keep-protection-in-production");
    }

    @Test
    void leadsFromTheIdOfARefusalToItsExplanation() {
        var refused = GATEWAY.patch("search", "orders-dev", OFF);
        var id = refused.header("X-Request-Id");
        assertThat(refused.json().path("detail").asString()).endsWith("Request id: " + id + ".");

        screen.open("/console/explain");
        screen.tabTo("#requestId").press("Control+A");
        screen.page().keyboard().type(id);
        screen.press("Enter");

        screen.page().waitForSelector("#decided");
        assertThat(screen.page().innerText("main"))
                .contains("needs the role GROUP_OWNER on project " + RunningGateway.ORDERS)
                .contains("The decision now would be the same, by the same rule.");
        screen.isAccessible();
        screen.fitsAPhone();
    }

    @Test
    void leadsFromARefusalToTheGrantThatCanBeProlongedOrCopied() {
        var expired = GATEWAY.get("lapsed", "orders-dev").header("X-Request-Id");
        screen.open("/console/explain?requestId=" + expired);
        assertThat(screen.page().innerText("main"))
                .contains("Closest grants of the team", "GROUP_OWNER on all instances, expired 2026-01-01 00:00:00");
        screen.isAccessible();
        screen.fitsAPhone();
        screen.page().click("text=Prolong it >> nth=0");
        assertThat(screen.page().inputValue("#expires")).isEqualTo("2026-01-01");

        var elsewhere = GATEWAY.get("narrow", "orders-prod").header("X-Request-Id");
        screen.open("/console/audit/" + elsewhere);
        assertThat(screen.page().innerText("main")).contains("GROUP_OWNER on *-dev; it does not cover orders-prod");
        screen.isAccessible();
        screen.page().click("text=Copy it for this call");
        assertThat(screen.page().inputValue("#team")).isEqualTo("narrow");
        assertThat(screen.page().inputValue("#instances")).isEqualTo("orders-prod");
    }

    @Test
    void asksAgainWithSomethingChanged() {
        var id = GATEWAY.patch("payments", "orders-prod", OFF).header("X-Request-Id");
        screen.open("/console/explain?requestId=" + id);
        assertThat(screen.page().inputValue("#body")).contains("\"terminationProtectionEnabled\" : false");
        screen.page().fill("#instance", "orders-dev");
        screen.page().click("main button.first");
        screen.page().waitForSelector("#answer");
        assertThat(screen.page().innerText("#answer")).contains("allowed", "It goes to Atlas as PATCH");
    }

    @Test
    void asksForACallerAndKeepsTheTypedValues() {
        screen.open("/console/explain");
        screen.type("instance", "orders-dev").press("Enter");
        screen.page().waitForSelector("#caller-fault");
        assertThat(screen.focused()).isEqualTo("caller");
        assertThat(screen.page().inputValue("#instance")).isEqualTo("orders-dev");
        screen.isAccessible();
    }

    @Test
    void saysThatACallDoesNotExistWithoutScriptsToo() {
        try (var plain = Screen.withoutScripts()) {
            var page = plain.open("/console/explain?requestId=never-was");
            assertThat(page.innerText("main")).contains("No such call.");
            page.fill("#caller", "mdb_sa_id_000000000000000000000000");
            page.click("main button.first");
            assertThat(page.innerText("#answer")).contains("NO_CURRENT_USER");
        }
    }
}

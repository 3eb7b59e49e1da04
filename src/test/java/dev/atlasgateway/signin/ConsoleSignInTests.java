package dev.atlasgateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.RunningGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How people come into the console and out of it. */
class ConsoleSignInTests {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void sendsWhoeverIsNotSignedInToTheSignInPage() {
        var answer = gateway.browser().get("/console");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/console/sign-in");
    }

    @Test
    void bringsThemBackToThePageThatTheyWanted() {
        var browser = gateway.browser();
        browser.get("/console/audit?team=payments&outcome=refused");
        browser.get("/console/sign-in");
        var answer = browser.post(
                "/console/sign-in", Map.of("username", "admin", "password", gateway.adminPassword()));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/console/audit?team=payments&outcome=refused");
        assertThat(browser.get("/console").status()).isEqualTo(200);
    }

    @Test
    void endsTheSessionOnSignOut() {
        var browser = gateway.browser().signIn("admin", gateway.adminPassword());
        browser.get("/console");
        assertThat(browser.signOut().header("Location")).isEqualTo("/console/sign-in?signed-out");
        assertThat(browser.get("/console").status()).isEqualTo(303);
    }

    @Test
    void opensTheApiToTheLocalAdminsToken() {
        System.out.println(gateway.send(gateway.asAdmin("/admin/api/v1/thing").GET()));
        System.out.println(gateway.send(gateway.anonymous("/admin/api/v1/thing").GET()));
        System.out.println(gateway.send(gateway.as("payments", "/admin/api/v1/thing").GET()));
        System.out.println(gateway.send(gateway.asAdmin("/admin/api/v1/things").GET()));
        System.out.println(gateway.send(gateway.asAdmin("/console").GET()));
        System.out.println(gateway.send(gateway.anonymous("/webjars/htmx.org/dist/htmx.min.js").GET()).headers());
        var b = gateway.browser().signIn("admin", gateway.adminPassword());
        System.out.println(b.get("/console/sign-in"));
        System.out.println(b.get("/console/closed"));
        System.out.println(b.get("/console/nothere"));
    }
}

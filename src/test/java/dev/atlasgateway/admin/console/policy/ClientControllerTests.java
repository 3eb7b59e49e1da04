package dev.atlasgateway.admin.console.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.gateway.DigestClient;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.revision.edit.PolicyEditor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** What becomes of a client: its secrets, their overlap, and its end. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class ClientControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private static final Policy POLICY = GATEWAY.part(Policy.class);
    private static final Admin ADMIN = new Admin("ada", Set.of(AdminRole.ADMIN), Set.of());

    private final Screen screen = Screen.ofAdmin();

    @AfterEach
    void leave() {
        screen.close();
    }

    private String make(String team) {
        screen.open("/console/new/client");
        screen.page().selectOption("#team", team);
        screen.type("why", "TICKET-10").press("Enter");
        screen.page().waitForSelector("#secret");
        return credentials();
    }

    private String credentials() {
        return screen.page().innerText("#client-id") + ":" + screen.page().innerText("#secret");
    }

    private static int logIn(String credentials) {
        return GATEWAY.logIn(credentials).status();
    }

    @Test
    void showsASecretOnceAndItOpensTheGatewayAtOnce() {
        var credentials = make("payments");
        assertThat(logIn(credentials)).isEqualTo(200);
        screen.isAccessible();

        screen.page().click("text=Show the client");
        screen.page().waitForURL("**/console/clients/*");
        assertThat(screen.page().content()).doesNotContain(credentials.split(":")[1]);
        assertThat(screen.open("/console/revisions").content())
                .doesNotContain(credentials.split(":")[1]);
    }

    @Test
    void makesAnApiKeyAndRotatesIt() {
        screen.open("/console/new/client");
        screen.page().click("text=make an API key");
        screen.page().selectOption("#team", "payments");
        screen.isAccessible();
        screen.type("why", "TICKET-15").press("Enter");
        screen.page().waitForSelector("#secret");
        screen.isAccessible();
        var old = screen.page().innerText("#secret");
        var id = screen.page().innerText("#client-id");
        assertThat(callWith(id, old)).isEqualTo(200);
        screen.open("/console/clients/" + id + "/rotate");
        screen.type("why", "TICKET-16").press("Enter");
        screen.page().waitForSelector("#secret");
        assertThat(callWith(id, screen.page().innerText("#secret"))).isEqualTo(200);
        assertThat(callWith(id, old)).isEqualTo(200);
        assertThat(screen.open("/console/clients/" + id).innerText("main")).contains("HTTP Digest");
    }

    private static int callWith(String publicKey, String privateKey) {
        var path = RunningGateway.path(RunningGateway.ORDERS, "orders-dev");
        return new DigestClient(GATEWAY, publicKey, privateKey)
                .call("GET", path, "")
                .status();
    }

    @Test
    void addsOneClientForAFormThatIsSentTwice() {
        var credentials = make("payments");
        screen.page().reload();
        assertThat(screen.page().innerText("#faults")).contains("already added its client");
        assertThat(logIn(credentials)).isEqualTo(200);
    }

    @Test
    void letsBothSecretsServeWhileOneIsRotated() {
        var old = make("payments");
        screen.open("/console/clients/" + old.split(":")[0] + "/rotate");
        screen.type("why", "TICKET-11").press("Enter");
        screen.page().waitForSelector("#secret");
        var newest = credentials();

        assertThat(newest).isNotEqualTo(old);
        assertThat(logIn(old)).isEqualTo(200);
        assertThat(logIn(newest)).isEqualTo(200);

        screen.page().click("text=Show the client");
        PlaywrightAssertions.assertThat(screen.page().locator("tbody tr")).hasCount(2);
        screen.isAccessible();
        screen.page().locator("tbody tr a").first().click();
        screen.page().waitForSelector("button[name=end]");
        screen.type("why", "TICKET-12").tabTo("button[name=end]").press("Enter");
        screen.page().waitForURL("**?saved=*");
        assertThat(logIn(old)).isEqualTo(401);
        assertThat(logIn(newest)).isEqualTo(200);
    }

    private static Client existing() {
        return POLICY.current().clients().stream()
                .filter(client -> client.team().equals("payments") && !Client.isApiKey(client.id()))
                .filter(client -> client.activeSecrets(Instant.now()).size() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static ClientChangeController onReplicaWith(Policy policy) {
        var submission = new FormSubmission(policy, GATEWAY.part(PolicyEditor.class));
        return new ClientChangeController(policy, submission, GATEWAY.part(Ha1Encryption.class), Instant::now);
    }

    private static Map<String, String> form(String... more) {
        var typed = new HashMap<>(
                Map.of("why", "TICKET-14", "base", "" + POLICY.current().revision()));
        for (int i = 0; i < more.length; i += 2) {
            typed.put(more[i], more[i + 1]);
        }
        return typed;
    }

    /** The replica that showed the form has a newer revision than the one that gets it. */
    @Test
    void keepsChangesThatItsReplicaDoesNotKnowYet() {
        var before = POLICY.current();
        var id = existing().id();
        var disable = onReplicaWith(POLICY).changeStatus(id, form("disabled", "true"), ADMIN);
        assertThat(disable.getViewName()).startsWith("redirect:");

        var rotate = onReplicaWith(() -> before).rotate(id, form("overlap", "1h"), ADMIN);
        assertThat(rotate.getViewName()).isEqualTo("console/client-secret");
        assertThat(POLICY.current().client(id).disabled()).isTrue();
        assertThat(POLICY.current().client(id).secrets()).hasSize(2);

        var third = onReplicaWith(() -> before).rotate(id, form("overlap", "1h"), ADMIN);
        assertThat(errors(third).of("")).contains("two valid secrets");
    }

    private static FormErrors errors(ModelAndView page) {
        assertThat(page.getStatus()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        return ((FormView) page.getModel().get("view")).errors();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1h", "367d", "99999999d", "99999999999999999d", "soon"})
    void rejectsAnOverlapThatTheApiRejectsToo(String overlap) {
        var client = existing();
        var page = onReplicaWith(POLICY).rotate(client.id(), form("overlap", overlap), ADMIN);
        assertThat(errors(page).of("overlap")).contains("must be a");
        assertThat(POLICY.current().client(client.id())).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"end, true", "expires, 2031-01-31"})
    void answers404ForASecretThatTheClientDoesNotHave(String input, String value) {
        var changes = onReplicaWith(POLICY);
        var id = existing().id();
        assertThatThrownBy(() -> changes.expire(id, "00000000", form(input, value), ADMIN))
                .isInstanceOfSatisfying(
                        ResponseStatusException.class,
                        missing -> assertThat(missing.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND));
    }

    @Test
    void rejectsAnEndOfASecretInThePast() {
        var client = existing();
        var fingerprint = client.secrets().getFirst().fingerprint();
        var page = onReplicaWith(POLICY).expire(client.id(), fingerprint, form("expires", "2026-01-31"), ADMIN);
        assertThat(errors(page).of("expires")).contains("is in the past");
    }

    @Test
    void showsWhatAnotherAdminChangedSinceThePageWasShown() {
        var id = existing().id();
        var shown = form("overlap", "1h");
        onReplicaWith(POLICY).changeStatus(id, form("disabled", "true"), ADMIN);
        var page = onReplicaWith(POLICY).rotate(id, shown, ADMIN);
        assertThat(page.getStatus()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(POLICY.current().client(id).secrets()).hasSize(1);
    }

    @Test
    void shutsOutADisabledClientOnTheNextCall() {
        var credentials = make("payments");
        screen.open("/console/clients/" + credentials.split(":")[0] + "/status");
        screen.type("why", "TICKET-13").press("Enter");
        screen.page().waitForURL("**?saved=*");
        assertThat(screen.page().innerText("main")).contains("disabled").doesNotContain("enabled");
        assertThat(logIn(credentials)).isEqualTo(401);
    }
}

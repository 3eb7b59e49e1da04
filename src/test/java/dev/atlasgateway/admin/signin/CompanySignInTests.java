package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sign-in to the console with the company's OpenID provider. */
@OnSharedGateway
class CompanySignInTests {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void signsInAUserWithARoleAndOpensTheRequestedPage() {
        var browser = gateway.browser();
        browser.get("/console?from=a-bookmark");
        var welcome = browser.get(browser.signInAtCompany(Person.ADMIN));
        assertThat(welcome.status()).isEqualTo(303);
        assertThat(welcome.header("Location")).isEqualTo("/console?from=a-bookmark");
        assertThat(browser.get("/console").body()).contains("ada");
    }

    @Test
    void rejectsAUserWithoutARole() {
        var browser = gateway.browser();
        assertThat(browser.get(browser.signInAtCompany(Person.STRANGER)).header("Location"))
                .isEqualTo("/console/sign-in?error=role");
        assertThat(browser.get("/console").status()).isEqualTo(303);
    }

    @Test
    void acceptsACodeOnlyInTheBrowserThatAskedForIt() {
        var address = gateway.browser().signInAtCompany(Person.ADMIN);
        var other = gateway.browser();
        assertThat(other.get(address).header("Location")).isEqualTo("/console/sign-in?error=provider");
        other.get("/oauth2/authorization/company"); // on the way itself, with a state of its own
        assertThat(other.get(address).header("Location")).isEqualTo("/console/sign-in?error=provider");
        assertThat(other.get("/console").status()).isEqualTo(303);
    }

    @Test
    void acceptsACodeOnce() {
        var browser = gateway.browser();
        var address = browser.signInAtCompany(Person.ADMIN);
        browser.get(address);
        browser.signOut();
        assertThat(browser.get(address).header("Location")).isEqualTo("/console/sign-in?error=provider");
    }

    @Test
    void signsOutAtTheProviderToo() {
        var person = new Person("leaving", List.of("gateway-auditors"), List.of());
        var browser = gateway.browser().signIn(person);
        browser.get("/console");
        var out = browser.signOut();
        assertThat(browser.get("/console").status()).as("signed out here").isEqualTo(303);
        assertThat(gateway.company().sessions(person)).hasSize(1);

        var there = out.header("Refresh").substring("0;url=".length());
        assertThat(there).startsWith(gateway.company().issuer() + "/logout?id_token_hint=eyJ");
        var back = browser.get(there).header("Location");
        assertThat(gateway.company().sessions(person)).as("signed out there").isEmpty();
        assertThat(back).isEqualTo("http://localhost:%d/console/signed-out".formatted(gateway.port()));
        assertThat(browser.get(back).body()).contains("You are signed out.");
    }

    @Test
    void endsTheSessionThatEndsAtTheProvider() {
        var person = new Person("twice", List.of("gateway-auditors"), List.of());
        var first = gateway.browser().signIn(person);
        var second = gateway.browser().signIn(person);
        var company = gateway.company();
        var token = company.logoutToken(
                person, Map.of("sid", company.sessions(person).getFirst()));
        assertThat(logOut(token).status()).isEqualTo(200);
        assertThat(first.get("/console").status()).isEqualTo(303);
        assertThat(second.get("/console").status()).isEqualTo(200);
        var event = gateway.part(AdminEvents.class)
                .before(Long.MAX_VALUE, "twice", "sign-out.done", null, 1)
                .getFirst();
        assertThat(event.detail().path("by").asString()).isEqualTo("company");
    }

    @Test
    void endsAllSessionsOfAUserWhomTheProviderSignsOut() {
        var person = new Person("everywhere", List.of("gateway-auditors"), List.of());
        var browsers =
                List.of(gateway.browser().signIn(person), gateway.browser().signIn(person));
        var other = gateway.browser().signIn(Person.AUDITOR);
        assertThat(logOut(gateway.company().logoutToken(person, Map.of())).status())
                .isEqualTo(200);
        assertThat(browsers).allMatch(browser -> browser.get("/console").status() == 303);
        assertThat(other.get("/console").status()).isEqualTo(200);
    }

    static Stream<Arguments> noLogoutTokens() {
        var company = RunningGateway.shared().company();
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no token", "abc"),
                Arguments.of("another audience", logoutToken("aud", "another")),
                Arguments.of("another issuer", logoutToken("iss", "https://elsewhere.test")),
                Arguments.of("no event", logoutToken("events", null)),
                Arguments.of("another event", logoutToken("events", Map.of("other", Map.of()))),
                Arguments.of("a nonce, as of an ID token", logoutToken("nonce", "n")),
                Arguments.of("no jti", logoutToken("jti", null)),
                Arguments.of("neither sub nor sid", logoutToken("sub", null)),
                Arguments.of("expired", company.expiredToken(Person.AUDITOR, CompanyLogin.CONSOLE)),
                Arguments.of("another key", company.forgedToken(Person.AUDITOR, CompanyLogin.CONSOLE)),
                Arguments.of("an access token", company.accessToken(Person.AUDITOR, CompanyLogin.CONSOLE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noLogoutTokens")
    void endsNoSessionFor(String name, String token) {
        var browser = gateway.browser().signIn(Person.AUDITOR);
        var answer = logOut(token);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_request");
        assertThat(browser.get("/console").status()).isEqualTo(200);
    }

    private static String logoutToken(String claim, @Nullable Object value) {
        var claims = new HashMap<String, @Nullable Object>();
        claims.put(claim, value);
        return RunningGateway.shared().company().logoutToken(Person.AUDITOR, claims);
    }

    private Reply logOut(String token) {
        return gateway.send(gateway.anonymous("/console/back-channel-logout/company")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("logout_token=" + token)));
    }

    @Test
    void reportsARefusalOfTheProvider() {
        var browser = gateway.browser();
        var there = browser.get("/oauth2/authorization/company").header("Location");
        var back = browser.get(there).header("Location");
        assertThat(browser.get(back).header("Location")).isEqualTo("/console/sign-in?error=provider");
    }

    @Test
    void startsWithoutTheProviderAndReportsThatItIsUnavailable() {
        var browser = gateway.browser();
        assertThat(browser.get("/oauth2/authorization/away").header("Location"))
                .isEqualTo("/console/sign-in?error=unavailable");
        assertThat(browser.get("/console/sign-in?error=unavailable").body())
                .contains("The identity provider does not answer");
    }

    /** Another replica knew it when the user left. */
    @Test
    void reportsThatTheProviderIsUnavailableWhenTheUserReturns() {
        var state = """
                {"registration":"away","state":"s","redirectUri":"http://localhost","nonce":"n","verifier":"v"}""";
        var cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(state.getBytes(StandardCharsets.UTF_8));
        var returned = gateway.send(gateway.anonymous("/login/oauth2/code/away?state=s&code=c")
                .header("Cookie", "atlas-gateway-away=" + cookie));
        assertThat(returned.status()).isEqualTo(303);
        assertThat(returned.header("Location")).isEqualTo("/console/sign-in?error=unavailable");
        assertThat(returned.header("Set-Cookie")).startsWith("atlas-gateway-away=;");
    }

    @Test
    void answers503ToALogoutWhileTheProviderIsUnavailable() {
        var answer = gateway.send(gateway.anonymous("/console/back-channel-logout/away")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("logout_token=" + logoutToken("sid", null))));
        assertThat(answer.status()).isEqualTo(503);
    }

    /** A name can change, and need not be of one person only. */
    @Test
    void recordsThePersonBehindTheNameWithEachChange() {
        var browser = gateway.browser().signIn(new Person("editor", List.of("gateway-admins"), List.of()));
        browser.get("/console/new/team");
        var base = String.valueOf(gateway.part(Policy.class).current().revision());
        var saved = browser.post(
                "/console/teams",
                Map.of("name", "edited", "contact", "", "base", base, "create", "true", "why", "a new team"));
        assertThat(saved.status()).as(saved.body()).isEqualTo(302);
        var issuer = gateway.company().issuer();
        var number = gateway.part(JdbcClient.class)
                .sql(
                        "select number from policy_revision where made_by = 'editor' and made_by_issuer = ? and made_by_subject = ?")
                .params(issuer, "id-of-editor")
                .query(Long.class)
                .single();
        assertThat(browser.get("/console/revisions/" + number).body()).contains("id-of-editor at " + issuer);
        var event = gateway.part(AdminEvents.class)
                .before(Long.MAX_VALUE, "editor", "policy.changed", null, 1)
                .getFirst();
        assertThat(event.subject()).isEqualTo("revision:" + number);
        assertThat(event.adminIssuer()).isEqualTo(issuer);
        assertThat(event.adminSubject()).isEqualTo("id-of-editor");
    }

    @Test
    void distinguishesAUserWithTheNameOfTheLocalAdmin() {
        var namesake = new Person("Admin", List.of("gateway-admins"), List.of());
        var browser = gateway.browser().signIn(namesake);
        var name = "Admin (sub id-of-Admin)";
        assertThat(browser.get("/console").body()).contains(name);
        var event = gateway.part(AdminEvents.class)
                .before(Long.MAX_VALUE, name, "sign-in.accepted", null, 1)
                .getFirst();
        assertThat(event.detail().path("sub").asString()).isEqualTo("id-of-Admin");
        assertThat(event.detail().path("issuer").asString())
                .isEqualTo(gateway.company().issuer());
        assertThat(event.detail().path("by").asString()).isEqualTo("company");

        gateway.send(gateway.as(namesake, "/admin/api/v1/audit?limit=1").GET());
        assertThat(gateway.part(AdminEvents.class).before(Long.MAX_VALUE, name, "audit.searched", null, 1))
                .hasSize(1);
    }

    @Test
    void storesNoReadableTokenOfTheProvider() {
        var before = gateway.store()
                .sql("select count(*) from admin_session")
                .query(Long.class)
                .single();
        gateway.browser().signIn(Person.leadOf("payments"));
        var session = gateway.store()
                .sql("select * from admin_session where name = 'lead-of-payments' order by seen_at desc limit 1")
                .query()
                .singleRow();
        assertThat(session)
                .containsOnlyKeys(
                        "id",
                        "name",
                        "roles",
                        "teams",
                        "seen_at",
                        "idle_until",
                        "ends_at",
                        "password_seal",
                        "registration",
                        "issuer",
                        "subject",
                        "provider_session",
                        "id_token");
        assertThat(session.get("password_seal")).isNull();
        assertThat(new String((byte[]) session.get("id_token"), StandardCharsets.ISO_8859_1))
                .as("encrypted")
                .doesNotContain("eyJ");
        assertThat(before).isNotNull();
    }
}

package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void reportsARefusalOfTheProvider() {
        var browser = gateway.browser();
        var there = browser.get("/oauth2/authorization/company").header("Location");
        var back = browser.get(there).header("Location");
        assertThat(browser.get(back).header("Location")).isEqualTo("/console/sign-in?error=provider");
    }

    @Test
    void startsWithoutTheProviderAndReportsThatItIsUnavailable() {
        assertThat(gateway.browser().get("/oauth2/authorization/away").header("Location"))
                .isEqualTo("/console/sign-in?error=provider");
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
    void storesNoTokenOfTheProvider() {
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
                .containsOnlyKeys("id", "name", "roles", "teams", "seen_at", "idle_until", "ends_at", "password_seal");
        assertThat(session.get("password_seal")).isNull();
        assertThat(before).isNotNull();
    }
}

package dev.atlasgateway.admin.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who did what: everything that was done is there, and found. */
@OnSharedGateway
class EventPageControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final Browser admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
    private final String name = "name-" + UUID.randomUUID();

    private String events(String query) {
        var page = admin.get("/console/events?" + query);
        assertThat(page.status()).isEqualTo(200);
        return page.body()
                .replaceFirst("(?s).*<tbody", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    private long change(Edit edit, String why) {
        var base = GATEWAY.part(Policy.class).current().revision();
        return GATEWAY.part(Revisions.class).apply(base, List.of(edit), new Author(name, why));
    }

    @Test
    void showsEachChangeOfThePolicyWithItsReasonAndItsRevision() {
        var made = change(new Edit.Put(new Team("for-events", null, false)), "TICKET-77");
        change(new Edit.Remove(ObjectKind.TEAM, "for-events"), "TICKET-78");

        assertThat(events("admin=" + name))
                .contains("changed the policy revision " + made + " reason: TICKET-77", "TICKET-78");
        assertThat(events("subject=revision:" + made)).contains("TICKET-77").doesNotContain("TICKET-78");
        assertThat(events("action=sign-in&admin=" + name)).contains("No event matches");
        assertThat(admin.get("/console/revisions/" + made).status()).isEqualTo(200);
    }

    @Test
    void showsSignInsAndThoseWhoWereTurnedAway() {
        GATEWAY.browser().signIn(Person.STRANGER);
        assertThat(events("admin=sam")).contains("sam failed to sign in").doesNotContain("signed in");
        assertThat(events("admin=admin&action=sign-in.accepted")).contains("admin signed in");
    }

    @Test
    void showsSearchesIncludingThoseOfEvents() {
        admin.get("/console/audit?instance=" + name);
        admin.get("/console/audit/" + name);
        assertThat(events("admin=admin&action=audit"))
                .contains("searched the audit instance: " + name, "opened a call " + name);
        events("subject=" + name);
        assertThat(events("action=admin-events.searched")).contains("searched the admin events subject: " + name);
    }

    @Test
    void goesOnToOlderEvents() {
        for (int i = 0; i < 51; i++) {
            admin.get("/console/audit?requestId=%s-%02d".formatted(name, i));
        }
        var page =
                admin.get("/console/events?admin=admin&action=audit.searched").body();
        var older = page.replaceFirst("(?s).*href=\"([^\"]*before=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(older).startsWith("/console/events?").contains("action=audit.searched");
        var next = admin.get(older).body();
        assertThat(next).contains("First page", "searched the audit", name + "-00");
        assertThat(page).contains(name + "-50").doesNotContain(name + "-00");
        assertThat(numbers(next)).doesNotContainAnyElementsOf(numbers(page));
    }

    private List<String> numbers(String page) {
        return Pattern.compile(name + "-(\\d\\d)")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void isClosedToTeamLeads() {
        var lead = GATEWAY.browser().signIn(Person.leadOf("payments"));
        assertThat(lead.get("/console/events").status()).isEqualTo(403);
    }

    @Test
    void showsErrorPagesWithTheRequestId() {
        var missing = admin.send(admin.request("/console/nothing-here").header("Accept", "text/html"));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("Content-Type")).startsWith("text/html");
        assertThat(missing.body()).contains("This page does not exist", missing.header("X-Request-Id"));

        var lead = GATEWAY.browser().signIn(Person.leadOf("payments"));
        var closed = lead.send(lead.request("/console/events").header("Accept", "text/html"));
        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.body()).contains("Your role may not open this page", closed.header("X-Request-Id"));
    }
}

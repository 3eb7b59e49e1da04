package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A lead of one team at every endpoint for teams, with real names and ids of another team. */
@OnSharedGateway
class TeamAgainstTeamTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String OTHER_TEAM = "narrow";
    private static final String CLIENT = "mdb_sa_id_665f1c2e9b1d4a0012ab34d2";
    private static final String CALL = GATEWAY.get(OTHER_TEAM, "orders-dev").header("X-Request-Id");
    private static final String SECRET = GATEWAY.part(Policy.class)
            .current()
            .client(CLIENT)
            .secrets()
            .getFirst()
            .fingerprint();
    private static final long REVISION = revision();

    /** Texts that reveal something about the other team. */
    private static final List<String> TRACES = List.of(CLIENT, CALL, "teams/" + OTHER_TEAM, ">narrow<", "\"narrow\"");

    private static final Person LEAD = Person.leadOf("payments");
    private static final Person LEAD_OF_OTHER_TEAM = Person.leadOf(OTHER_TEAM);
    private static final Browser BROWSER = signedIn(LEAD);
    private static final Browser BROWSER_OF_OTHER_LEAD = signedIn(LEAD_OF_OTHER_TEAM);

    /** Expected result of a request. */
    private enum Expected {
        /** 404, as for an unknown object. */
        HIDDEN,
        /** 403, or the same 404 as for an unknown object. */
        REFUSED,
        /** 422 for a form that names another team or an unknown one. */
        INVALID_FORM,
        /** A response that contains nothing of the other team. */
        NO_TRACE,
        /** A redirect to another endpoint, which repeats only the request. */
        REDIRECTED
    }

    /** Request to an endpoint. */
    private record Attempt(String endpoint, String query, String body, Expected expected) {

        static Attempt of(String endpoint, Expected expected) {
            return new Attempt(endpoint, "", "", expected);
        }

        static Attempt of(String endpoint, String body, Expected expected) {
            return new Attempt(endpoint, "", body, expected);
        }

        Attempt withQuery(String query) {
            return new Attempt(endpoint, query, body, expected);
        }

        boolean isRead() {
            return endpoint.startsWith("GET ");
        }

        Reply by(Person person, Browser browser) {
            var method = endpoint.substring(0, endpoint.indexOf(' '));
            var path = endpoint.substring(endpoint.indexOf(' ') + 1)
                            .replace("/audit/{id}", "/audit/" + CALL)
                            .replace("/explain/{id}", "/explain/" + CALL)
                            .replace("{id}", CLIENT)
                            .replace("{fingerprint}", SECRET)
                            .replace("{team}", OTHER_TEAM)
                    + query;
            return path.startsWith("/console")
                    ? browser.send(request(method, browser.proven(browser.request(path)), "x-www-form-urlencoded"))
                    : GATEWAY.send(request(method, GATEWAY.as(person, path), "json")
                            .header("X-Change-Reason", "a try")
                            .header(path.endsWith("/clients") ? "If-None-Match" : "If-Match", "*"));
        }

        private HttpRequest.Builder request(String method, HttpRequest.Builder request, String type) {
            return request.header("Content-Type", "application/" + type).method(method, BodyPublishers.ofString(body));
        }
    }

    private static final List<Attempt> ATTEMPTS = Stream.of(
                    Attempt.of("GET /admin/api/v1/audit", Expected.NO_TRACE).withQuery("?team=narrow"),
                    Attempt.of("GET /admin/api/v1/audit/export", Expected.NO_TRACE)
                            .withQuery("?team=narrow"),
                    Attempt.of("GET /admin/api/v1/audit/{id}", Expected.REFUSED),
                    Attempt.of("GET /admin/api/v1/clients", Expected.NO_TRACE).withQuery("?team=narrow"),
                    Attempt.of("POST /admin/api/v1/clients", "{\"team\":\"narrow\"}", Expected.REFUSED),
                    Attempt.of("GET /admin/api/v1/clients/{id}", Expected.REFUSED),
                    Attempt.of(
                            "PUT /admin/api/v1/clients/{id}",
                            "{\"team\":\"payments\",\"secrets\":[]}",
                            Expected.REFUSED),
                    Attempt.of("DELETE /admin/api/v1/clients/{id}", Expected.REFUSED),
                    Attempt.of("POST /admin/api/v1/clients/{id}:disable", Expected.REFUSED),
                    Attempt.of("POST /admin/api/v1/clients/{id}:enable", Expected.REFUSED),
                    Attempt.of("POST /admin/api/v1/clients/{id}:rotate", Expected.REFUSED),
                    Attempt.of("PUT /admin/api/v1/clients/{id}/secrets/{fingerprint}", "{}", Expected.REFUSED),
                    Attempt.of("DELETE /admin/api/v1/clients/{id}/secrets/{fingerprint}", Expected.REFUSED),
                    Attempt.of("POST /admin/api/v1/explain", """
                            {"team": "narrow", "operation": "getServerlessInstance",
                             "groupId": "32b6e34b3d91647abb20e7b8", "instance": "orders-dev"}""", Expected.REFUSED),
                    Attempt.of("GET /admin/api/v1/explain/{id}", Expected.REFUSED),
                    Attempt.of("GET /admin/api/v1/statistics", Expected.NO_TRACE)
                            .withQuery("?team=narrow"),
                    Attempt.of("GET /admin/api/v1/teams", Expected.NO_TRACE),
                    Attempt.of("GET /admin/api/v1/teams/{team}", Expected.REFUSED),
                    Attempt.of("GET /admin/api/v1/who-can/teams/{team}", Expected.REFUSED),
                    Attempt.of("GET /console/audit", Expected.NO_TRACE),
                    Attempt.of("GET /console/audit/export", Expected.NO_TRACE).withQuery("?team=narrow"),
                    Attempt.of("GET /console/audit/{id}", Expected.REFUSED),
                    Attempt.of("GET /console/clients", Expected.NO_TRACE),
                    Attempt.of(
                            "POST /console/clients",
                            "id=mdb_sa_id_00000000000000000000aaaa&team=narrow&base=1&why=a-try",
                            Expected.REFUSED),
                    Attempt.of("GET /console/clients/{id}", Expected.HIDDEN),
                    Attempt.of("GET /console/clients/{id}/remove", Expected.HIDDEN),
                    Attempt.of("POST /console/clients/{id}/remove", "base=1&why=a-try", Expected.HIDDEN),
                    Attempt.of("GET /console/clients/{id}/rotate", Expected.HIDDEN),
                    Attempt.of("POST /console/clients/{id}/rotate", "base=1&why=a-try", Expected.HIDDEN),
                    Attempt.of("GET /console/clients/{id}/secrets/{fingerprint}", Expected.HIDDEN),
                    Attempt.of("POST /console/clients/{id}/secrets/{fingerprint}", "base=1&why=a-try", Expected.HIDDEN),
                    Attempt.of("GET /console/clients/{id}/status", Expected.HIDDEN),
                    Attempt.of("POST /console/clients/{id}/status", "base=1&why=a-try", Expected.HIDDEN),
                    Attempt.of("GET /console/explain", Expected.REFUSED).withQuery("?requestId=" + CALL),
                    Attempt.of("POST /console/explain", "caller=" + CLIENT, Expected.INVALID_FORM),
                    Attempt.of("GET /console/find", Expected.REDIRECTED).withQuery("?requestId=" + CALL),
                    Attempt.of("GET /console/new/client", Expected.NO_TRACE),
                    Attempt.of("GET /console/teams", Expected.NO_TRACE),
                    Attempt.of("GET /console/teams/{team}", Expected.REFUSED),
                    Attempt.of("GET /console/who-can", Expected.REFUSED).withQuery("?ask=TEAM&team=narrow"))
            .toList();

    @Test
    void triesEveryEndpointForTeams() {
        assertThat(ATTEMPTS)
                .extracting(Attempt::endpoint)
                .containsExactlyInAnyOrderElementsOf(ExpectedAccess.TEAMS.endpoints());
    }

    @TestFactory
    Stream<DynamicTest> refusesOrHidesTheOtherTeam() {
        return ATTEMPTS.stream()
                .map(attempt -> DynamicTest.dynamicTest(
                        attempt.endpoint() + " " + attempt.expected(),
                        () -> check(attempt, attempt.by(LEAD, BROWSER))));
    }

    private static void check(Attempt attempt, Reply reply) {
        switch (attempt.expected()) {
            case HIDDEN -> assertThat(reply.status()).as(reply.body()).isEqualTo(404);
            case REFUSED -> assertThat(reply.status()).as(reply.body()).isIn(403, 404);
            case INVALID_FORM -> assertThat(reply.status()).isEqualTo(422);
            case REDIRECTED -> assertThat(reply.status()).isIn(302, 303);
            case NO_TRACE -> {
                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
                assertThat(traces(reply)).isEmpty();
            }
        }
    }

    /** Proves that the endpoints work for their own team and that the names exist. */
    @TestFactory
    Stream<DynamicTest> showsTheOtherTeamToItsOwnLead() {
        return ATTEMPTS.stream()
                .filter(attempt -> attempt.isRead() && attempt.expected() != Expected.REDIRECTED)
                .map(attempt -> DynamicTest.dynamicTest(attempt.endpoint(), () -> {
                    var reply = attempt.by(LEAD_OF_OTHER_TEAM, BROWSER_OF_OTHER_LEAD);
                    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
                    assertThat(traces(reply)).isNotEmpty();
                }));
    }

    private static HashSet<String> traces(Reply reply) {
        var found = new HashSet<>(TRACES);
        found.removeIf(trace -> !reply.body().contains(trace));
        return found;
    }

    private static Browser signedIn(Person person) {
        var browser = GATEWAY.browser().signIn(person);
        browser.get("/console"); // sets the CSRF cookie
        return browser;
    }

    @AfterAll
    static void changesNoPolicy() {
        assertThat(revision()).isEqualTo(REVISION);
    }

    private static long revision() {
        return GATEWAY.part(Policy.class).current().revision();
    }
}

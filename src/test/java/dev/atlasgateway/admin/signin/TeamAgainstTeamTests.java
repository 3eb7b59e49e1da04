package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
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

/** Whoever leads one team, at every door for teams, with the real names and ids of another. */
class TeamAgainstTeamTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String OTHERS = "narrow";
    private static final String CLIENT = "mdb_sa_id_665f1c2e9b1d4a0012ab34d2";
    private static final String CALL = GATEWAY.get(OTHERS, "orders-dev").header("X-Request-Id");
    private static final String SECRET = GATEWAY.part(Policy.class)
            .current()
            .client(CLIENT)
            .secrets()
            .getFirst()
            .fingerprint();
    private static final long REVISION = revision();

    /** By any of these an answer tells of the other team. */
    private static final List<String> TRACES = List.of(CLIENT, CALL, "teams/" + OTHERS, ">narrow<", "\"narrow\"");

    private static final Person LEAD = Person.leadOf("payments");
    private static final Person LEAD_OF_OTHERS = Person.leadOf(OTHERS);
    private static final Browser BROWSER = signedIn(LEAD);
    private static final Browser BROWSER_OF_OTHERS = signedIn(LEAD_OF_OTHERS);

    /** What becomes of it. */
    private enum End {
        /** 403, or 404 as for what was never there. */
        REFUSED,
        /** 422: a form that names another team, or anything that may be one. */
        NOT_A_CHOICE,
        /** An answer in which nothing of the other team is. */
        WITHOUT_A_TRACE,
        /** A redirection to another door, which says nothing but what was asked. */
        LED_ON
    }

    /** One knock at a door. */
    private record Knock(String door, String query, String body, End end) {

        static Knock at(String door, End end) {
            return new Knock(door, "", "", end);
        }

        static Knock at(String door, String body, End end) {
            return new Knock(door, "", body, end);
        }

        Knock asking(String query) {
            return new Knock(door, query, body, end);
        }

        boolean reads() {
            return door.startsWith("GET ");
        }

        Reply by(Person person, Browser browser) {
            var method = door.substring(0, door.indexOf(' '));
            var path = door.substring(door.indexOf(' ') + 1)
                            .replace("/audit/{id}", "/audit/" + CALL)
                            .replace("/explain/{id}", "/explain/" + CALL)
                            .replace("{id}", CLIENT)
                            .replace("{fingerprint}", SECRET)
                            .replace("{team}", OTHERS)
                    + query;
            return path.startsWith("/console")
                    ? browser.send(sending(method, browser.proven(browser.request(path)), "x-www-form-urlencoded"))
                    : GATEWAY.send(sending(method, GATEWAY.as(person, path), "json")
                            .header("X-Change-Reason", "a try")
                            .header(path.endsWith("/clients") ? "If-None-Match" : "If-Match", "*"));
        }

        private HttpRequest.Builder sending(String method, HttpRequest.Builder request, String type) {
            return request.header("Content-Type", "application/" + type).method(method, BodyPublishers.ofString(body));
        }
    }

    private static final List<Knock> KNOCKS = Stream.of(
                    Knock.at("GET /admin/api/v1/audit", End.WITHOUT_A_TRACE).asking("?team=narrow"),
                    Knock.at("GET /admin/api/v1/audit/export", End.WITHOUT_A_TRACE)
                            .asking("?team=narrow"),
                    Knock.at("GET /admin/api/v1/audit/{id}", End.REFUSED),
                    Knock.at("GET /admin/api/v1/clients", End.WITHOUT_A_TRACE).asking("?team=narrow"),
                    Knock.at("POST /admin/api/v1/clients", "{\"team\":\"narrow\"}", End.REFUSED),
                    Knock.at("GET /admin/api/v1/clients/{id}", End.REFUSED),
                    Knock.at("PUT /admin/api/v1/clients/{id}", "{\"team\":\"payments\",\"secrets\":[]}", End.REFUSED),
                    Knock.at("DELETE /admin/api/v1/clients/{id}", End.REFUSED),
                    Knock.at("POST /admin/api/v1/clients/{id}:disable", End.REFUSED),
                    Knock.at("POST /admin/api/v1/clients/{id}:enable", End.REFUSED),
                    Knock.at("POST /admin/api/v1/clients/{id}:rotate", End.REFUSED),
                    Knock.at("PUT /admin/api/v1/clients/{id}/secrets/{fingerprint}", "{}", End.REFUSED),
                    Knock.at("DELETE /admin/api/v1/clients/{id}/secrets/{fingerprint}", End.REFUSED),
                    Knock.at("POST /admin/api/v1/explain", """
                            {"team": "narrow", "operation": "getServerlessInstance",
                             "groupId": "32b6e34b3d91647abb20e7b8", "instance": "orders-dev"}""", End.REFUSED),
                    Knock.at("GET /admin/api/v1/explain/{id}", End.REFUSED),
                    Knock.at("GET /admin/api/v1/statistics", End.WITHOUT_A_TRACE)
                            .asking("?team=narrow"),
                    Knock.at("GET /admin/api/v1/teams", End.WITHOUT_A_TRACE),
                    Knock.at("GET /admin/api/v1/teams/{team}", End.REFUSED),
                    Knock.at("GET /admin/api/v1/who-can/teams/{team}", End.REFUSED),
                    Knock.at("GET /console/audit", End.WITHOUT_A_TRACE),
                    Knock.at("GET /console/audit/export", End.WITHOUT_A_TRACE).asking("?team=narrow"),
                    Knock.at("GET /console/audit/{id}", End.REFUSED),
                    Knock.at("GET /console/clients", End.WITHOUT_A_TRACE),
                    Knock.at(
                            "POST /console/clients",
                            "id=mdb_sa_id_00000000000000000000aaaa&team=narrow&base=1&why=a-try",
                            End.REFUSED),
                    Knock.at("GET /console/clients/{id}", End.REFUSED),
                    Knock.at("GET /console/clients/{id}/remove", End.REFUSED),
                    Knock.at("POST /console/clients/{id}/remove", "base=1&why=a-try", End.REFUSED),
                    Knock.at("GET /console/clients/{id}/rotate", End.REFUSED),
                    Knock.at("POST /console/clients/{id}/rotate", "base=1&why=a-try", End.REFUSED),
                    Knock.at("GET /console/clients/{id}/secrets/{fingerprint}", End.REFUSED),
                    Knock.at("POST /console/clients/{id}/secrets/{fingerprint}", "base=1&why=a-try", End.REFUSED),
                    Knock.at("GET /console/clients/{id}/standing", End.REFUSED),
                    Knock.at("POST /console/clients/{id}/standing", "base=1&why=a-try", End.REFUSED),
                    Knock.at("GET /console/explain", End.REFUSED).asking("?requestId=" + CALL),
                    Knock.at("POST /console/explain", "caller=" + CLIENT, End.NOT_A_CHOICE),
                    Knock.at("GET /console/find", End.LED_ON).asking("?requestId=" + CALL),
                    Knock.at("GET /console/new/client", End.WITHOUT_A_TRACE),
                    Knock.at("GET /console/teams", End.WITHOUT_A_TRACE),
                    Knock.at("GET /console/teams/{team}", End.REFUSED),
                    Knock.at("GET /console/who-can", End.REFUSED).asking("?ask=TEAM&team=narrow"))
            .toList();

    @Test
    void knocksAtEveryDoorForTeams() {
        assertThat(KNOCKS).extracting(Knock::door).containsExactlyInAnyOrderElementsOf(OpenFor.TEAMS.doors());
    }

    @TestFactory
    Stream<DynamicTest> tellsAndDoesNothingOfAnotherTeam() {
        return KNOCKS.stream()
                .map(knock -> DynamicTest.dynamicTest(
                        knock.door() + " " + knock.end(), () -> hold(knock, knock.by(LEAD, BROWSER))));
    }

    private static void hold(Knock knock, Reply reply) {
        switch (knock.end()) {
            case REFUSED -> assertThat(reply.status()).as(reply.body()).isIn(403, 404);
            case NOT_A_CHOICE -> assertThat(reply.status()).isEqualTo(422);
            case LED_ON -> assertThat(reply.status()).isIn(302, 303);
            case WITHOUT_A_TRACE -> {
                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
                assertThat(traces(reply)).isEmpty();
            }
        }
    }

    /** Or the tests above would be true of doors that open to nobody, and of names that nobody uses. */
    @TestFactory
    Stream<DynamicTest> tellsThemToTheOtherTeam() {
        return KNOCKS.stream()
                .filter(knock -> knock.reads() && knock.end() != End.LED_ON)
                .map(knock -> DynamicTest.dynamicTest(knock.door(), () -> {
                    var reply = knock.by(LEAD_OF_OTHERS, BROWSER_OF_OTHERS);
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
        browser.get("/console"); // which brings the token of forms
        return browser;
    }

    @AfterAll
    static void changesNothingOnTheWay() {
        assertThat(revision()).isEqualTo(REVISION);
    }

    private static long revision() {
        return GATEWAY.part(Policy.class).current().revision();
    }
}

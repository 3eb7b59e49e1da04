package dev.atlasgateway.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backtests of drafts over the API. */
@OnSharedGateway
class BacktestApiTests {

    private static final String API = "/admin/api/v1/";
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void backtestsADraftAndShowsHowFarItIs() {
        var draft = """
                {"guardrail": {"name": "api-draft", "expression": "instance != 'api-backtest'", "mode": "warn", "message": "no"},
                 "from": "%s", "to": "%s"}""";
        var from = Instant.now().minusSeconds(1);
        gateway.patch("payments", "api-backtest", OFF);
        var started = Awaitility.await()
                .until(
                        () -> post(
                                Person.ADMIN,
                                "backtests",
                                draft.formatted(from, Instant.now().plusSeconds(5))),
                        reply -> reply.status() == 202)
                .json();
        var done = Awaitility.await()
                .until(
                        () -> get(
                                        Person.ADMIN,
                                        "backtests/" + started.path("id").asString())
                                .json(),
                        progress -> progress.path("state").asString().equals("DONE"));
        assertThat(done.path("result").path("different").path("NEWLY_WARNED").asLong())
                .isEqualTo(1);
        assertThat(done.path("result")
                        .path("byTeam")
                        .path("payments")
                        .path("NEWLY_WARNED")
                        .asLong())
                .isEqualTo(1);
        assertThat(get(Person.AUDITOR, "backtests/none").status()).isEqualTo(404);
    }

    @Test
    void readsAlsoTheSpellingOfRelease02() {
        var started =
                Awaitility.await().until(() -> post(Person.ADMIN, "backtests", """
                                {"guardrail": {"name": "api-draft", "expression": "true", "mode": "DENY", "message": "no"},
                                 "from": "2026-01-02T00:00:00Z", "until": "2026-01-03T00:00:00Z"}"""), reply -> reply.status() != 409);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        assertThat(started.json().path("to").asString()).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(started.json().path("about").asString()).isEqualTo("guardrail api-draft (deny)");
        var filled = post(Person.ADMIN, "guardrail-library/required-tags", "{\"mode\":\"WARN\"}");
        assertThat(filled.json().path("mode").asString()).as(filled.body()).isEqualTo("warn");
    }

    @Test
    void backtestsAPolicyDocument() {
        var from = Instant.now().minusSeconds(1);
        gateway.patch("narrow", "api-dev", OFF);
        var document = gateway.part(PolicyDocuments.class)
                .export(gateway.part(Policy.class).current())
                .replace("*-dev", "*-other");
        var draft = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "document",
                        document,
                        "from",
                        from.toString(),
                        "to",
                        Instant.now().plusSeconds(5).toString()));
        var id = Awaitility.await()
                .atMost(Duration.ofMinutes(1)) // a large document of another test may be read at the moment
                .until(() -> post(Person.ADMIN, "backtests", draft), reply -> reply.status() == 202)
                .json()
                .path("id")
                .asString();
        var done = Awaitility.await()
                .until(
                        () -> get(Person.ADMIN, "backtests/" + id).json(),
                        backtest -> backtest.path("state").asString().equals("DONE"));
        assertThat(done.path("about").asString()).isEqualTo("a policy document");
        assertThat(done.path("result")
                        .path("byTeam")
                        .path("narrow")
                        .path("NEWLY_REFUSED")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void backtestsTheNextVersionOfTheMountedFile() {
        var draft = """
                {"document": "teams: { mounted: { disabled: true } }", "mounted": true, "from": "%s", "to": "%s"}""".formatted(Instant.now().minusSeconds(1), Instant.now());
        var started = Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> post(Person.AUDITOR, "backtests", draft), reply -> reply.status() != 409);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        assertThat(started.json().path("about").asString()).isEqualTo("the mounted file");
        var asAdmins = post(Person.AUDITOR, "backtests", draft.replace("\"mounted\": true, ", ""));
        assertThat(asAdmins.body()).contains("mounted-policy.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z,   9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z,   0001-01-02T00:00:00Z",
        "-10000-01-01T00:00:00Z, -10000-01-02T00:00:00Z",
        "1969-12-31T00:00:00Z,   1970-01-02T00:00:00Z",
        "2024-01-01T00:00:00Z,   2025-01-02T00:00:00Z",
        "2998-01-01T00:00:00Z,   2999-01-01T00:00:00Z"
    })
    void refusesAPeriodThatIsTooLongOrOutOfRange(String from, String to) {
        var reply = post(Person.ADMIN, "backtests", "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to));
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.json().path("errors").path(0).path("pointer").asString())
                .isEqualTo("/from");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`withoutGrants`:[`x`]} | /withoutGrants/0 | is not a grant in force",
                "{`withoutGrants`:[null]} | /withoutGrants/0 | is not a grant in force",
                "{`withoutGrants`:[`payments/32b6e34b3d91647abb20e7b8/GROUP_OWNER/none`]} | /withoutGrants/0 | is not a grant",
                "{`withoutGuardrails`:[`NAME`,`NAMEs`]} | /withoutGuardrails/1 | did you mean NAME?",
                "{`withoutGuardrails`:[null]} | /withoutGuardrails/0 | is not a guardrail in force",
                "{`withoutGuardrails`:[`new`],`guardrail`:GUARDRAIL} | /withoutGuardrails/0 | is the guardrail of the draft",
                "{`document`:`teams: {}`,`guardrail`:GUARDRAIL} | /guardrail | cannot be combined with document",
                "{`document`:`teams: {}`,`withoutGrants`:[`x`]} | /withoutGrants | cannot be combined with document",
                "{`document`:`teams: {}`,`withoutGuardrails`:[`x`]} | /withoutGuardrails | cannot be combined with document",
                "{`mounted`:true} | /mounted | needs document",
            })
    void rejectsWhatItWouldIgnore(String draft, String pointer, String detail) {
        var guardrail = "{\"name\":\"new\",\"expression\":\"true\",\"mode\":\"deny\",\"message\":\"no\"}";
        var known = gateway.part(Policy.class).current().guardrails().getFirst().name();
        var period = ",\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-03T00:00:00Z\"}";
        var body = draft.replace('`', '"').replace("GUARDRAIL", guardrail).replace("NAME", known);
        var reply = post(Person.ADMIN, "backtests", body.substring(0, body.length() - 1) + period);
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.json().path("errors").findValuesAsString("pointer")).containsExactly(pointer);
        assertThat(reply.json().path("errors").path(0).path("detail").asString())
                .contains(detail.replace("NAME", known));
    }

    @Test
    void namesTheFirstHundredNamesThatAreNotInForce() {
        var unknown = Collections.nCopies(150, "\"none\"");
        var reply = post(Person.ADMIN, "backtests", """
                {"withoutGuardrails": %s, "from": "2026-01-02T00:00:00Z", "to": "2026-01-03T00:00:00Z"}""".formatted(unknown));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("errors")).hasSize(100);
    }

    @Test
    void cancelsOnlyWhatRuns() {
        var ended = Awaitility.await()
                .until(() -> post(Person.ADMIN, "backtests", """
                                {"from": "2026-01-02T00:00:00Z", "to": "2026-01-03T00:00:00Z"}"""), reply -> reply.status() != 409)
                .json()
                .path("id")
                .asString();
        Awaitility.await()
                .until(() -> get(Person.ADMIN, "backtests/" + ended).body().contains("\"DONE\""));
        var delete = gateway.send(
                gateway.as(Person.ADMIN, API + "backtests/" + ended).DELETE());
        assertThat(delete.json().path("state").asString()).isEqualTo("DONE");
        var unknown = UUID.randomUUID();
        assertThat(gateway.send(gateway.as(Person.ADMIN, API + "backtests/" + unknown)
                                .DELETE())
                        .status())
                .isEqualTo(404);
        for (var id : List.of(ended, unknown)) {
            var path = "admin-events?action=backtest.cancelled&subject=backtest:" + id;
            assertThat(get(Person.ADMIN, path).json().path("items")).as(path).isEmpty();
        }
    }

    @Test
    void namesTheLineOfADraftDocumentThatIsWrong() {
        var reply = post(Person.ADMIN, "backtests", """
                {"document": "teams: {}\\ngrants: x", "from": "2026-01-02T00:00:00Z", "to": "2026-01-03T00:00:00Z"}""");
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        var error = reply.json().path("errors").path(0);
        assertThat(error.path("pointer").asString()).isEqualTo("/document");
        assertThat(error.path("line").asInt()).isEqualTo(2);
        assertThat(error.path("column").asInt()).isEqualTo(9);
        assertThat(error.path("path").asString()).isEqualTo("grants");
        assertThat(error.path("detail").asString()).contains("must be a list");
    }

    @Test
    void pagesThroughTheLibraryAndTheBacktests() {
        for (int i = 0; i < 2; i++) {
            var now = Instant.now();
            var draft = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(now.minusSeconds(1), now);
            Awaitility.await()
                    .until(() -> post(Person.ADMIN, "backtests", draft).status(), status -> status == 202);
        }
        assertThat(get(Person.AUDITOR, "backtests?limit=1").json().findValuesAsString("about"))
                .as("a draft that changes nothing has a name too")
                .containsExactly("the policy as it is");
        for (var path : List.of("guardrail-library", "backtests")) {
            var all = get(Person.AUDITOR, path + "?limit=500").json().path("items");
            var seen = AdminApi.AUDITOR.allPages(path + "?limit=1").stream()
                    .flatMap(page -> page.json().path("items").valueStream())
                    .toList();
            assertThat(ids(seen)).as(path).hasSizeGreaterThan(1).isEqualTo(ids(all));
        }
    }

    private static List<String> ids(Iterable<JsonNode> items) {
        var ids = new ArrayList<String>();
        items.forEach(item -> ids.add(item.path("id").asString(item.path("name").asString(""))));
        return ids;
    }

    private Reply get(Person person, String path) {
        return gateway.send(gateway.as(person, API + path).GET());
    }

    private Reply post(Person person, String path, String body) {
        return gateway.send(gateway.as(person, API + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }
}

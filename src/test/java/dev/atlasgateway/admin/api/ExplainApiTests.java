package dev.atlasgateway.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Explanations and the guardrail library over the API. */
@OnSharedGateway
class ExplainApiTests {

    private static final String API = "/admin/api/v1/";
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";
    private static final Person LEAD = Person.leadOf("payments");
    private static final Person LEAD_OF_LAPSED = Person.leadOf("lapsed");

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void explainsAPossibleCall() {
        var explanation = post(Person.AUDITOR, "explain", question("payments", "orders-prod"))
                .json();
        assertThat(explanation.path("verdict").asString()).isEqualTo("REFUSED");
        assertThat(explanation.path("decidedBy").asString()).isEqualTo("guardrail:keep-protection-in-production");
        assertThat(explanation.path("steps").findValuesAsString("name"))
                .startsWith("caller", "operation", "access", "quota", "quota", "body", "guardrail");
    }

    @ParameterizedTest
    @EnumSource
    void explainsEachOperation(Operation operation) {
        var asked = operation.isList()
                ? question("payments", "").replace("\"instance\": \"\", ", "")
                : question("payments", "orders-dev");
        var reply = post(Person.AUDITOR, "explain", asked.replace("updateServerlessInstance", operation.id()));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("verdict").asString()).isEqualTo("PASSED");
        assertThat(reply.json().path("steps").findValuesAsString("sentence"))
                .contains("The call is " + operation.id() + ".");
    }

    @Test
    void explainsARecordedList() {
        var path = "/api/atlas/v2/groups/" + RunningGateway.ORDERS + "/flexClusters";
        var refused =
                gateway.send(gateway.as("lapsed", path).header("Accept", "application/vnd.atlas.2024-11-13+json"));
        var told =
                get(LEAD_OF_LAPSED, "explain/" + refused.header("X-Request-Id")).json();
        assertThat(told.path("then").path("verdict").asString()).isEqualTo("REFUSED");
        assertThat(told.path("then").path("closest").path(0).path("missing").toString())
                .isEqualTo("[\"EXPIRED\"]");
    }

    @Test
    void explainsARecordedCall() {
        var refused = gateway.patch("payments", "orders-prod", OFF);
        var told = get(LEAD, "explain/" + refused.header("X-Request-Id")).json();
        assertThat(told.path("then").path("decidedBy").asString())
                .isEqualTo(told.path("now").path("decidedBy").asString())
                .isEqualTo("guardrail:keep-protection-in-production");
        assertThat(told.path("call").path("decision").path("by").asString())
                .isEqualTo("guardrail:keep-protection-in-production");
    }

    @Test
    void namesTheGrantThatComesClosestToARefusedCall() {
        var refused = gateway.get("lapsed", "orders-dev");
        assertThat(refused.body()).doesNotContain("expired");
        var id = refused.header("X-Request-Id");
        for (var reader : new Person[] {Person.ADMIN, Person.AUDITOR, Person.leadOf("lapsed")}) {
            var told = get(reader, "explain/" + id).json();
            var closest = told.path("then").path("closest");
            assertThat(closest.findValuesAsString("sentence"))
                    .singleElement()
                    .asString()
                    .matches("GROUP_OWNER on all instances, expired 2026-01-01 00:00:00, \\d+ days before the call");
            assertThat(closest.path(0).path("missing").toString()).isEqualTo("[\"EXPIRED\"]");
            assertThat(closest.path(0).path("wanted").path("team").asString()).isEqualTo("lapsed");
            assertThat(closest.path(0).path("wanted").has("expiresAt")).isFalse();
            assertThat(told.path("now").path("closest").path(0).path("sentence").asString())
                    .endsWith(" days ago");
            assertThat(told.path("call").path("decision").path("policyRevision").asLong())
                    .isPositive();
            assertThat(get(reader, "audit/" + id).json().path("closest")).isEqualTo(closest);
        }
        assertThat(get(Person.leadOf("search"), "explain/" + id).status()).isEqualTo(404);
        var elsewhere = post(
                        LEAD,
                        "explain",
                        question("payments", "orders-dev").replace(RunningGateway.ORDERS, "0".repeat(24)))
                .json();
        assertThat(elsewhere.path("verdict").asString()).isEqualTo("REFUSED");
        assertThat(elsewhere.path("closest")).isEmpty();
    }

    @Test
    void explainsToTeamLeadsOnlyCallsOfTheirTeams() {
        var others = gateway.patch("search", "orders-dev", OFF);
        assertThat(post(LEAD, "explain", question("search", "orders-dev")).status())
                .isEqualTo(403);
        assertThat(post(LEAD, "explain", question("payments", "orders-dev")).status())
                .isEqualTo(200);
        var hidden = get(LEAD, "explain/" + others.header("X-Request-Id"));
        var unknown = get(LEAD, "explain/nothing");
        assertThat(hidden.status()).isEqualTo(unknown.status()).isEqualTo(404);
        assertThat(hidden.json().path("detail")).isEqualTo(unknown.json().path("detail"));
        assertThat(get(LEAD, "who-can/teams/search").status()).isEqualTo(403);
        assertThat(get(LEAD, "who-can/teams/payments").json().path("items")).hasSize(2);
    }

    @Test
    void recordsWhoLookedAtACall() {
        var id = gateway.patch("payments", "orders-prod", OFF).header("X-Request-Id");
        get(Person.AUDITOR, "explain/" + id);
        assertThat(gateway.store()
                        .sql("select action from admin_event where subject = ?")
                        .param("call:" + id)
                        .query(String.class)
                        .list())
                .containsExactly("audit.explained");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain           | {}                                    | team must not be blank",
                "explain           | {\"team\":1,                          | The body is not valid JSON",
                "guardrails:check  | {}                                    | expression must not be null",
                "backtests         | {\"guardrail\":{\"name\":\"a\"}}      | guardrail.expression must not be blank",
            })
    void explainsAnInvalidRequest(String path, String body, String detail) {
        var reply = post(Person.ADMIN, path, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("detail").asString()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain | {\"team\":\"a\",\"operation\":\"x\",\"groupId\":\"b\",\"instance\":\"c\"} | /operation | must be one of getServerlessInstance, updateServerlessInstance",
                "explain | {\"team\":\"a\",\"operation\":\"getFlexCluster\",\"groupId\":\"b\"} | /instance | must not be blank",
                "backtests | {\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"} | /from | the period must begin before it ends",
                "backtests | {\"guardrail\":{\"name\":\"a\",\"expression\":\"instnce == 'x'\",\"mode\":\"deny\",\"message\":\"m\"},\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"} | /guardrail/expression | instnce",
                "guardrail-library/change-window | {\"values\":{\"from\":[\"nine\"]}} | /values/from | must be a whole number",
                "guardrail-library/change-window | {\"values\":{\"zone\":[\"a\",\"b\"]}} | /values/zone | takes one value",
                "guardrail-library/change-window | {\"values\":{\"a/b\":[]}} | /values/a~1b | is not a parameter of change-window"
            })
    void namesTheFieldThatIsWrong(String path, String body, String pointer, String detail) {
        var reply = post(Person.ADMIN, path, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(AdminApi.pointers(reply)).containsExactly(pointer);
        assertThat(reply.json().path("errors").path(0).path("detail").asString())
                .contains(detail);
    }

    @Test
    void checksAGuardrailWithoutSavingIt() {
        var checked = post(Person.ADMIN, "guardrails:check", "{\"expression\":\"change.tag == []\"}")
                .json();
        assertThat(checked.path("faults").path(0).path("line").asInt()).isEqualTo(1);
        assertThat(checked.path("faults").path(0).path("column").asInt()).isEqualTo(7);
        assertThat(checked.path("faults").path(0).path("message").asString()).isEqualTo("undefined field 'tag'");
        var fine = post(Person.ADMIN, "guardrails:check", "{\"expression\":\"current.stateName == 'IDLE'\"}")
                .json();
        assertThat(fine.path("faults")).isEmpty();
        assertThat(fine.path("warnings")).isEmpty();
        assertThat(fine.path("usesCurrent").asBoolean()).isTrue();
    }

    @Test
    void warnsOfAFieldThatIsReadWithoutATest() {
        var warnings = post(Person.ADMIN, "guardrails:check", "{\"expression\":\"change.tags.size() > 0\"}")
                .json()
                .path("warnings");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.path(0).path("message").asString())
                .isEqualTo("change.tags is absent if the caller leaves it unchanged, and then the expression cannot be"
                        + " evaluated; test it first: !has(change.tags) || …");
    }

    @Test
    void fillsInAGuardrailOfTheLibrary() {
        assertThat(get(Person.AUDITOR, "guardrail-library").json().findValuesAsString("name"))
                .contains("required-tags", "change-window");
        var filled = post(Person.ADMIN, "guardrail-library/required-tags", "{\"values\":{\"tags\":[\"owner\"]}}")
                .json();
        assertThat(filled.path("expression").asString()).contains("['owner'].all(");
        assertThat(post(Person.ADMIN, "guardrail-library/none", "{}").status()).isEqualTo(404);
    }

    private static String question(String team, String instance) {
        return """
                {"team": "%s", "operation": "updateServerlessInstance", "groupId": "%s", "instance": "%s", "body": %s}
                """.formatted(team, RunningGateway.ORDERS, instance, OFF);
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

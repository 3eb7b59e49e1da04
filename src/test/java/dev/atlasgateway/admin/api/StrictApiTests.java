package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.pointers;
import static dev.atlasgateway.admin.api.AdminApi.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API rejects everything that it does not read, because ignoring it would mislead the client. */
@OnSharedGateway
class StrictApiTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "clients          | null                                        | ``                | must be a JSON object",
                "explain          | {\"team\":\"payments\",\"instanc\":\"a\"}    | /instanc          | did you mean instance?",
                "explain          | {\"team\":\"payments\",\"readCurrent\":[]}   | /readCurrent      | must be true or false",
                "backtests        | {\"to\":\"2026-11-01T00:00:00Z\",\"frm\":1}     | /frm              | did you mean from?",
                "backtests        | {\"from\":\"yesterday\"}                     | /from             | must be an instant",
                "backtests        | {\"guardrail\":{\"nam\":\"a\"}}             | /guardrail/nam    | did you mean name?",
                "backtests        | {\"guardrail\":{\"mode\":\"refuse\"}}       | /guardrail/mode   | must be one of deny, warn, audit",
                "backtests        | {\"withoutGrants\":\"all\"}                  | /withoutGrants    | must be a list",
                "guardrails:check | {\"expresion\":\"true\"}                     | /expresion        | did you mean expression?",
                "guardrail-library/change-window | {\"value\":{}}              | /value            | did you mean values?",
                "sign-in          | {\"name\":\"admin\",\"pasword\":\"x\"}       | /pasword          | did you mean password?",
                "clients          | {\"team\":\"payments\",\"secret\":\"x\"}     | /secret           | is not a key here",
                "clients          | {\"a/b.c~d\":1}                            | /a~1b.c~0d        | is not a key here",
                "guardrail-library/change-window | {\"values\":{\"zone\":null}}        | /values/zone  | must be a list of texts",
                "guardrail-library/required-tags | {\"values\":{\"owners\":[null]}}    | /values/owners | must be a list of texts",
                "guardrail-library/required-tags | {\"values\":{\"a/b\":{}}}           | /values/a~1b  | must be a list",
            })
    void rejectsWhatItCannotReadByItsPlace(String path, String body, String pointer, String detail) {
        var before = revision();
        var refused = ADMIN.post(path, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(pointers(refused)).containsExactly(pointer);
        assertThat(refused.json().path("errors").get(0).path("detail").asString())
                .contains(detail);
        assertThat(revision()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"PUT, teams/strict", "PUT, clients/mdb_sa_id_0123456789abcdef01234567"})
    void escapesNamesInPointers(String method, String path) {
        var refused = ADMIN.send(method, path, "{\"a.b/c\":1}", "X-Change-Reason", "a test");
        assertThat(pointers(refused)).as(refused.body()).contains("/a.b~1c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST sign-in",
                "POST explain",
                "POST backtests",
                "POST guardrails:check",
                "POST guardrail-library/change-window",
                "POST clients",
                "POST clients/mdb_sa_id_0123456789abcdef01234567:rotate",
                "PUT clients/mdb_sa_id_0123456789abcdef01234567",
                "PUT clients/mdb_sa_id_0123456789abcdef01234567/secrets/01234567",
                "PUT teams/strict"
            })
    void rejectsARepeatedKeyAndWhatIsNotJson(String endpoint) {
        var parts = endpoint.split(" ");
        for (var body : List.of("{\"from\":1,\"from\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "{} {}", "{'a':1}")) {
            var refused = ADMIN.send(parts[0], parts[1], body, "X-Change-Reason", "a test", "If-Match", "*");
            assertThat(refused.status()).as("%s: %s", body, refused.body()).isEqualTo(400);
            assertThat(refused.json().path("detail").asString()).contains("line 1, column");
        }
        var type = AdminApi.GATEWAY.send(AdminApi.GATEWAY
                .asAdmin("/admin/api/v1/" + parts[1])
                .header("Content-Type", "text/csv")
                .header("X-Change-Reason", "a test")
                .method(parts[0], BodyPublishers.ofString("{}")));
        assertThat(type.status()).as(type.body()).isEqualTo(415);
        var empty = ADMIN.send(parts[0], parts[1], "", "X-Change-Reason", "a test", "If-Match", "*");
        if (endpoint.endsWith(":rotate")) {
            assertThat(empty.status()).isEqualTo(404);
        } else {
            assertThat(empty.status()).as(empty.body()).isEqualTo(400);
            assertThat(empty.body()).contains("The body is empty. It must be a JSON object.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | audit/export?team=a&team=b        | The parameter team is given twice.",
                "GET    | statistics?team=a&team=a          | The parameter team is given twice.",
                "GET    | who-can/expiring?days=1&days=2    | The parameter days is given twice.",
                "GET    | teams?limit=1&limit=2             | The parameter limit is given twice.",
                "POST   | policy:plan?mounted=true&mounted  | The parameter mounted is given twice.",
                "DELETE | teams/payments?dependents=false&dependents=true | The parameter dependents is given twice.",
                "GET    | audit?tem=payments                | There is no parameter tem; did you mean team?",
                "GET    | audit/export?limit=1              | There is no parameter limit",
                "GET    | statistics?after=1                | There is no parameter after",
                "GET    | admin-events?admn=ada             | There is no parameter admn; did you mean admin?",
                "GET    | who-can/expiring?day=1            | There is no parameter day; did you mean days?",
                "GET    | policy?revision=1                 | There is no parameter revision; there are no parameters here.",
                "POST   | policy:plan?dry=true              | There is no parameter dry; use mounted.",
                "POST   | policy:apply?force=true           | There is no parameter force; there are no parameters here.",
                "POST   | revisions/1:restore?force=true    | There is no parameter force; there are no parameters here.",
                "DELETE | teams/payments?dependent=true     | There is no parameter dependent; did you mean dependents?",
                "GET    | admin-events?limit=501            | The parameter limit must be a number from 1 to 500.",
                "GET    | audit?limit=0                     | The parameter limit must be a number from 1 to 500.",
            })
    void rejectsUnknownParametersByName(String method, String path, String detail) {
        var before = revision();
        var type = path.startsWith("policy:") ? "application/yaml" : "application/json";
        var refused = AdminApi.GATEWAY.send(AdminApi.GATEWAY
                .asAdmin("/admin/api/v1/" + path)
                .header("Content-Type", type)
                .header("If-Match", "*")
                .header("X-Change-Reason", "a test")
                .method(method, BodyPublishers.noBody()));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().path("detail").asString()).contains(detail);
        assertThat(revision()).isEqualTo(before);
    }
}

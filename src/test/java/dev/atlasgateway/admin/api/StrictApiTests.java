package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.pointers;
import static dev.atlasgateway.admin.api.AdminApi.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    @CsvSource(
            delimiter = '|',
            value = {
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

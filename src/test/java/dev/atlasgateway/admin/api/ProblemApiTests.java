package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.GATEWAY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error under {@code /admin} is answered as a problem, as described. */
@OnSharedGateway
class ProblemApiTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /admin                         | */*              | application/json | 404 | nothing at this path",
                "GET    | /admin/nowhere                 | */*              | application/json | 404 | nothing at this path",
                "GET    | /admin/api/v1/team             | */*              | application/json | 404 | nothing at this path",
                "PATCH  | /admin/api/v1/teams            | */*              | application/json | 405 | it has GET.",
                "DELETE | /admin/api/v1/audit/x          | */*              | application/json | 405 | it has GET.",
                "POST   | /admin/api/v1/explain          | */*              | text/csv         | 415 | This path accepts only application/json.",
                "PUT    | /admin/api/v1/teams/x          | */*              | text/csv         | 415 | This path accepts only application/json.",
                "POST   | /admin/api/v1/policy:plan      | */*              | text/csv         | 415 | This path accepts only application/yaml",
                "GET    | /admin/api/v1/policy           | application/json | application/json | 406 | This path serves only application/yaml.",
            })
    void rendersUnmatchedRequestsAsProblems(
            String method, String path, String accept, String type, int status, String detail) {
        var refused = GATEWAY.send(GATEWAY.asAdmin(path)
                .header("Accept", accept)
                .header("Content-Type", type)
                .header("X-Change-Reason", "a test")
                .method(method, BodyPublishers.ofString("{}")));
        assertProblem(refused, status);
        assertThat(refused.json().path("detail").asString()).contains(detail);
        assertThat(refused.header("Allow").isEmpty()).isEqualTo(status != 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "a;b", "%2e%2e/a", "a%5Cb"})
    void rendersRequestsOutsideOfControllersAsProblems(String name) {
        assertProblem(ADMIN.get("teams/" + name), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "admin-events?admin=%00, admin",
        "admin-events?subject=a%00b, subject",
        "revisions?by=%00, by",
        "revisions?object=team:%00, object",
        "audit?text=%00, text",
        "teams?q=%00, q",
        "revisions/abc, number",
        "revisions/99999999999999999999, number",
        "revisions/abc/diff, number",
        "who-can/change, groupId",
    })
    void namesTheParameterAtFault(String path, String parameter) {
        var refused = ADMIN.get(path);
        assertProblem(refused, 400);
        assertThat(refused.json().path("errors").findValuesAsString("parameter"))
                .as(refused.body())
                .containsExactly(parameter);
        assertThat(refused.body()).doesNotContain("Failed to convert");
    }

    @Test
    void namesAFlagThatIsNeitherTrueNorFalse() {
        var refused = ADMIN.delete("teams/nobody?dependents=perhaps");
        assertProblem(refused, 400);
        assertThat(refused.json().path("detail").asString()).contains("dependents must be true or false");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 501})
    void namesTheHeaderOfTheReason(int length) {
        var refused = length == 0
                ? ADMIN.send("PUT", "teams/x", "{}")
                : ADMIN.send("PUT", "teams/x", "{}", "X-Change-Reason", "x".repeat(length));
        assertProblem(refused, 400);
        assertThat(refused.json().path("errors").findValuesAsString("header")).containsExactly("X-Change-Reason");
    }

    @Test
    void rejectsAReasonWithMarksThatReorderText() {
        var turned = new String("a\u202eb".getBytes(UTF_8), ISO_8859_1); // as headers are read
        var admin = new Admin("ada", Set.of(AdminRole.ADMIN), Set.of());
        assertThatThrownBy(() -> ChangeReason.of(admin, turned)).hasMessageContaining("marks that reorder text");
    }

    @ParameterizedTest
    @CsvSource({"who-can/change?groupId=ffffffffffffffffffffffff, groupId", "who-can/teams/nobody, team"})
    void namesAnUnknownTeamOrProject(String path, String parameter) {
        var missing = ADMIN.get(path);
        assertProblem(missing, 404);
        assertThat(missing.json().path("errors").findValuesAsString("parameter"))
                .containsExactly(parameter);
    }

    private static void assertProblem(Reply refused, int status) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().path("status").asInt()).isEqualTo(status);
        assertThat(refused.json().path("title").asString()).isNotBlank();
        assertThat(refused.json().path("detail").asString()).isNotBlank();
        assertThat(refused.header("X-Request-Id")).isNotBlank();
    }
}

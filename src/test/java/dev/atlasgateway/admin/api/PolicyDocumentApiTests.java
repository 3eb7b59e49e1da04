package dev.atlasgateway.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy document over the API. */
@OnSharedGateway
class PolicyDocumentApiTests {

    private static final String POLICY = "/admin/api/v1/policy";

    private final RunningGateway gateway = RunningGateway.shared();
    private final Reply before = export();

    @AfterEach
    void restoreThePolicy() {
        var now = export();
        if (!now.body().equals(before.body())) {
            assertThat(apply(before.body(), now.header("ETag"), "the test is over")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void exportsYamlWithTheRevisionAsItsETag() {
        assertThat(before.header("Content-Type")).startsWith("application/yaml");
        assertThat(before.header("ETag")).matches("\"[1-9]\\d*\"");
        assertThat(before.body()).contains("payments:", "mounted:").doesNotContain("mdb_sa_sk_");
        assertThat(gateway.send(gateway.as(Person.AUDITOR, POLICY).header("If-None-Match", before.header("ETag")))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void plansNothingForItsOwnExport() {
        var plan = plan(before.body());
        assertThat(plan.header("ETag")).isEqualTo(before.header("ETag"));
        assertThat(plan.json().path("changes")).isEmpty();
        assertThat(plan.json().path("errors")).isEmpty();
        assertThat(apply(before.body(), plan.header("ETag"), "nothing to do")
                        .json()
                        .path("revision")
                        .asLong())
                .isEqualTo(plan.json().path("base").asLong());
    }

    @Test
    void plansDifferencesWithTheFieldsOfDocuments() {
        var plan = plan(withTeam("planned", "contact: new@example.com")).json();
        assertThat(plan.path("count").toString()).isEqualTo("{\"added\":1,\"changed\":0,\"removed\":0}");
        assertThat(plan.path("changes").toString())
                .isEqualTo("[{\"kind\":\"team\",\"key\":\"planned\",\"after\":{\"contact\":\"new@example.com\"}}]");
        assertThat(export().header("ETag")).isEqualTo(before.header("ETag"));
    }

    @Test
    void plansEveryErrorWithItsLineAndColumn() {
        var errors = plan("teams:\n  a: { contct: x }\ngrants:\n  - team: a\n")
                .json()
                .path("errors");
        assertThat(errors.get(0).toString())
                .isEqualTo("{\"line\":2,\"column\":8,\"path\":\"teams.a.contct\","
                        + "\"detail\":\"is not a key here; did you mean contact?\"}");
        assertThat(errors.findValuesAsString("path")).contains("grants[0].project", "grants[0].role");
    }

    @Test
    void warnsOfAGuardrailThatReadsAFieldWithoutATest() {
        var odd = "guardrails:\n  odd: { mode: deny, message: no, expression: 'change.tags == []' }\n";
        var plan = plan(before.body().replaceFirst("(?m)^guardrails:\n", odd)).json();
        assertThat(plan.path("errors")).isEmpty();
        assertThat(plan.path("changes")).hasSize(1);
        assertThat(plan.path("warnings").findValuesAsString("path")).containsExactly("guardrails.odd.expression");
        assertThat(plan.path("warnings").path(0).path("detail").asString())
                .startsWith("line 1, column 7: change.tags is absent");
    }

    @Test
    void appliesAPlanAndAnswersTheNewRevision() {
        var yaml = withTeam("applied", "contact: new@example.com");
        var applied = apply(yaml, plan(yaml).header("ETag"), "a new team");
        assertThat(applied.status()).isEqualTo(200);
        var revision = applied.json().path("revision").asLong();
        assertThat(applied.header("ETag")).isEqualTo("\"" + revision + "\"");
        assertThat(export().body()).contains("\n  applied: {contact: new@example.com}\n");
        assertThat(gateway.store()
                        .sql("select made_by || ': ' || reason from policy_revision where number = ?")
                        .param(revision)
                        .query(String.class)
                        .single())
                .isEqualTo("admin: a new team");
    }

    @Test
    void appliesNothingIfTheBaseIsNoLongerTheNewest() {
        var mine = withTeam("mine", "contact: me@example.com");
        var base = plan(mine).header("ETag");
        assertThat(apply(withTeam("theirs", "contact: them@example.com"), base, "faster")
                        .status())
                .isEqualTo(200);
        var late = apply(mine, base, "too late");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.header("Content-Type")).startsWith("application/problem+json");
        assertThat(late.json().path("detail").asString()).contains("look at what changed");
        assertThat(apply(mine, "\"999999999\"", "of the future").status()).isEqualTo(412);
        assertThat(export().body()).contains("theirs").doesNotContain("mine:");
    }

    @Test
    void appliesNothingOfADocumentWithErrors() {
        var refused = apply(withTeam("half", "contct: x"), before.header("ETag"), "wrong");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("detail").asString())
                .contains("did you mean contact?");
        assertThat(export().header("ETag")).isEqualTo(before.header("ETag"));
    }

    @Test
    void rejectsChangesOfObjectsThatAMountedFileManages() {
        var refused = apply(
                before.body().replace("platform@example.com", "me@example.com"), before.header("ETag"), "mine now");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("errors").get(0).path("path").asString()).isEqualTo("teams.mounted");
        assertThat(refused.json().path("errors").get(0).path("detail").asString())
                .isEqualTo("is managed by the file mounted-policy.yaml; change it there");
    }

    @Test
    void keepsObjectsOfAMountedFileThatTheDocumentLeavesOut() {
        var without = before.body().replaceFirst("\n  mounted: .*", "");
        assertThat(without).doesNotContain("mounted:");
        assertThat(plan(without).json().path("changes")).isEmpty();
    }

    @Test
    void plansTheNextVersionOfTheMountedFile() {
        var next = "teams: { mounted: { contact: new@example.com } }";
        var plan = gateway.send(yaml(gateway.as(Person.AUDITOR, POLICY + ":plan?mounted=true"), next))
                .json();
        assertThat(plan.path("errors")).isEmpty();
        assertThat(plan.path("count").toString()).isEqualTo("{\"added\":0,\"changed\":1,\"removed\":0}");
        assertThat(plan.path("changes").get(0).path("key").asString()).isEqualTo("mounted");
        assertThat(plan(next).json().path("errors")).isNotEmpty();
        assertThat(gateway.send(yaml(gateway.asAdmin(POLICY + ":plan?mounted=perhaps"), next))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void requiresTheBaseAndTheReason() {
        assertThat(gateway.send(post("apply", before.body()).header("X-Change-Reason", "why"))
                        .status())
                .isEqualTo(428);
        var reasonless = gateway.send(post("apply", before.body()).header("If-Match", before.header("ETag")));
        assertThat(reasonless.status()).isEqualTo(400);
        assertThat(reasonless.json().path("detail").asString()).startsWith("X-Change-Reason must be given");
        assertThat(apply(before.body(), before.header("ETag"), "x".repeat(501)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "7", "\"7\", \"8\"", "\"x\"", "\"99999999999999999999\""})
    void acceptsOnlyAnETagAsTheBase(String ifMatch) {
        assertThat(apply(before.body(), ifMatch, "why").status()).isEqualTo(400);
    }

    @Test
    void acceptsOnlyYaml() {
        assertThat(gateway.send(gateway.asAdmin(POLICY + ":plan")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void letsAuditorsPlanButNotApply() {
        var yaml = withTeam("wished", "contact: a@example.com");
        assertThat(gateway.send(yaml(gateway.as(Person.AUDITOR, POLICY + ":plan"), yaml))
                        .json()
                        .path("changes"))
                .hasSize(1);
        assertThat(gateway.send(yaml(gateway.as(Person.AUDITOR, POLICY + ":apply"), yaml)
                                .header("If-Match", before.header("ETag"))
                                .header("X-Change-Reason", "wished"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void servesTheSchemaWithoutAToken() {
        var schema = gateway.send(gateway.anonymous("/admin/policy.schema.json").GET());
        assertThat(schema.status()).isEqualTo(200);
        assertThat(schema.header("Content-Type")).startsWith("application/schema+json");
        assertThat(schema.json().path("$schema").asString()).endsWith("/draft/2020-12/schema");
    }

    private String withTeam(String name, String fields) {
        return before.body().replaceFirst("(?m)^teams:\n", "teams:\n  " + name + ": {" + fields + "}\n");
    }

    private Reply export() {
        return gateway.send(gateway.as(Person.AUDITOR, POLICY).GET());
    }

    @Test
    void undoesOneRevisionInTheDocument() {
        var team = withTeam("undone", "contact: first@example.com");
        var created = revision(apply(team, before.header("ETag"), "create"));
        var changed = revision(apply(team.replace("first@", "second@"), etag(created), "change"));
        var beside = team.replace("first@", "second@").replaceFirst("(?m)^teams:\n", "teams:\n  beside: {}\n");
        revision(apply(beside, etag(changed), "beside"));
        var path = "/admin/api/v1/revisions/%d/undo-document";

        var document = gateway.send(gateway.as(Person.AUDITOR, path.formatted(changed)));

        assertThat(AdminApi.values(plan(document.body()).json().path("changes"), "key"))
                .containsExactly("undone");
        assertThat(export().body()).contains("second@example.com");
        var undone = apply(document.body(), document.header("ETag"), "undo");
        assertThat(undone.status()).as(undone.body()).isEqualTo(200);
        assertThat(export().body()).contains("first@example.com", "beside:").doesNotContain("second@example.com");
        var now = export();
        revision(apply(now.body().replace("first@", "third@"), now.header("ETag"), "change it again"));
        var late = gateway.send(gateway.as(Person.AUDITOR, path.formatted(changed)));
        assertThat(late.status()).as(late.body()).isEqualTo(409);
    }

    private static long revision(Reply applied) {
        assertThat(applied.status()).as(applied.body()).isEqualTo(200);
        return applied.json().path("revision").asLong();
    }

    private static String etag(long revision) {
        return "\"" + revision + "\"";
    }

    private Reply plan(String yaml) {
        return gateway.send(post("plan", yaml));
    }

    private Reply apply(String yaml, String ifMatch, String reason) {
        return gateway.send(post("apply", yaml).header("If-Match", ifMatch).header("X-Change-Reason", reason));
    }

    private HttpRequest.Builder post(String action, String yaml) {
        return yaml(gateway.asAdmin(POLICY + ":" + action), yaml);
    }

    private static HttpRequest.Builder yaml(HttpRequest.Builder request, String yaml) {
        return request.header("Content-Type", "application/yaml").POST(BodyPublishers.ofString(yaml));
    }
}

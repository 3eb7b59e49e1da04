package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.api.AdminApi.pointers;
import static dev.atlasgateway.admin.api.AdminApi.policy;
import static dev.atlasgateway.admin.api.AdminApi.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.revision.Revisions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every request for teams, the simplest kind; the other kinds share the code. */
@OnSharedGateway
class TeamApiTests {

    private static final String TEAM = "teams/api-team";

    @BeforeEach
    @AfterEach
    void remove() {
        AdminApi.remove(TEAM);
    }

    @Test
    void createsByPutAndAnswersTheLocation() {
        var before = revision();
        var created = ADMIN.put(TEAM, "{\"contact\":\"a@example.com\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/admin/api/v1/" + TEAM);
        assertThat(created.json().toString())
                .isEqualTo("{\"name\":\"api-team\",\"contact\":\"a@example.com\",\"disabled\":false}");
        assertThat(created.header("Policy-Revision")).isEqualTo("" + (before + 1));
        var shown = ADMIN.get(TEAM);
        assertThat(shown.body()).isEqualTo(created.body());
        assertThat(shown.header("ETag")).isEqualTo(created.header("ETag")).matches("\"[0-9a-f]{24}\"");
        assertThat(shown.header("Policy-Revision")).isEqualTo(created.header("Policy-Revision"));
    }

    @Test
    void makesOneRevisionWithAuthorTimeAndReasonOfEachChange() {
        ADMIN.put(TEAM, "{}");
        var made = AdminApi.GATEWAY.part(Revisions.class).revision(revision()).orElseThrow();
        assertThat(made.reason()).isEqualTo("TICKET-1: a test");
        assertThat(made.madeBy()).isNotBlank();
    }

    @Test
    void makesNoSecondRevisionOfARepeatedPut() {
        ADMIN.put(TEAM, "{\"contact\":\"a@example.com\"}");
        var after = revision();
        var again = ADMIN.put(TEAM, "{\"contact\":\"a@example.com\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Policy-Revision")).isEqualTo("" + after);
        assertThat(revision()).isEqualTo(after);
    }

    @Test
    void findsTeamsByAPartOfTheirNameOrContact() {
        ADMIN.put(TEAM, "{\"contact\":\"Grace@example.com\"}");
        for (var part : List.of("PI-TEA", "grace@")) {
            assertThat(AdminApi.values(ADMIN.get("teams?q=" + part).json().path("items"), "name"))
                    .containsExactly("api-team");
        }
        assertThat(ADMIN.get("teams?q=nobody-is-called-so").json().path("items"))
                .isEmpty();
    }

    @Test
    void acceptsWhatItHasShown() {
        ADMIN.put(TEAM, "{\"contact\":\"a@example.com\"}");
        var shown = ADMIN.get(TEAM);
        assertThat(ADMIN.put(TEAM, shown.body(), "If-Match", shown.header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void removesFieldsThatAPutLeavesOut() {
        var created = ADMIN.put(TEAM, "{\"contact\":\"a@example.com\",\"disabled\":true}");
        var replaced = ADMIN.put(TEAM, "{\"disabled\":true}", "If-Match", created.header("ETag"));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isNotEqualTo(created.header("ETag"));
        assertThat(policy().team("api-team").contact()).isNull();
    }

    @Test
    void acceptsOneOfTwoConflictingChangesAndShowsTheCurrentState() {
        var read = ADMIN.put(TEAM, "{\"contact\":\"first@example.com\"}").header("ETag");
        assertThat(ADMIN.put(TEAM, "{\"contact\":\"fast@example.com\"}", "If-Match", read)
                        .status())
                .isEqualTo(200);
        var late = ADMIN.put(TEAM, "{\"contact\":\"slow@example.com\"}", "If-Match", read);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().path("current").path("contact").asString()).isEqualTo("fast@example.com");
        var again = ADMIN.put(TEAM, "{\"contact\":\"slow@example.com\"}", "If-Match", late.header("ETag"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(policy().team("api-team").contact()).isEqualTo("slow@example.com");
    }

    @Test
    void acceptsChangesOfDifferentObjectsByTwoAdmins() {
        var read = ADMIN.put(TEAM, "{}").header("ETag");
        ADMIN.put("teams/api-other", "{}");
        assertThat(ADMIN.put(TEAM, "{\"contact\":\"a@example.com\"}", "If-Match", read)
                        .status())
                .isEqualTo(200);
        AdminApi.remove("teams/api-other");
    }

    @Test
    void requiresIfMatchToReplaceOrDelete() {
        ADMIN.put(TEAM, "{}");
        assertThat(ADMIN.put(TEAM, "{\"disabled\":true}").status()).isEqualTo(428);
        assertThat(ADMIN.delete(TEAM).status()).isEqualTo(428);
        assertThat(policy().team("api-team").disabled()).isFalse();
    }

    @Test
    void createsOnlyIfIfNoneMatchAllows() {
        assertThat(ADMIN.put(TEAM, "{}", "If-None-Match", "*").status()).isEqualTo(201);
        assertThat(ADMIN.put(TEAM, "{}", "If-None-Match", "*").status()).isEqualTo(412);
    }

    @Test
    void doesNotCreateIfIfMatchExpectsARemovedTeam() {
        var read = ADMIN.put(TEAM, "{}").header("ETag");
        assertThat(ADMIN.delete(TEAM, "If-Match", read).status()).isEqualTo(200);
        assertThat(ADMIN.put(TEAM, "{}", "If-Match", read).status()).isEqualTo(412);
        assertThat(ADMIN.delete(TEAM, "If-Match", read).status()).isEqualTo(404);
    }

    @Test
    void answersNotModifiedIfNothingHasChanged() {
        var read = ADMIN.put(TEAM, "{}").header("ETag");
        assertThat(ADMIN.get(TEAM, "If-None-Match", read).status()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({"PUT", "DELETE"})
    void requiresTheReasonAndNamesItsHeader(String method) {
        for (var headers : new String[][] {{}, {"X-Change-Reason", "  "}}) {
            var refused = ADMIN.send(method, TEAM, "{}", headers);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.json().path("detail").asString()).startsWith("X-Change-Reason must be given");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "teams/api-team | {\"contct\":\"x\"}               | 422 | /contct   | did you mean contact?",
                "teams/api-team | {\"disabled\":\"perhaps\"}       | 422 | /disabled | must be true or false",
                "teams/api-team | {\"contact\":{}}                 | 422 | /contact  | must be a text",
                "teams/api-team | {\"name\":\"other\"}             | 422 | /name     | differs from the one in the path",
                "teams/-api     | {}                               | 422 | /name     | must be a name",
                "teams/api-team | {\"contact\":\"a\\nb\"}          | 422 | /contact  | must be one line",
            })
    void namesTheFieldAtFaultAndWhatToDo(String path, String body, int status, String pointer, String detail) {
        var before = revision();
        var refused = ADMIN.put(path, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(pointers(refused)).containsExactly(pointer);
        assertThat(refused.json().path("errors").get(0).path("detail").asString())
                .contains(detail);
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void namesAllFieldsAtFaultAtOnce() {
        assertThat(pointers(ADMIN.put(TEAM, "{\"contct\":\"x\",\"disabled\":3,\"name\":\"other\"}")))
                .containsExactlyInAnyOrder("/contct", "/disabled", "/name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{", "[]", "{\"contact\":\"x\",\"contact\":\"y\"}", "{} {}"})
    void rejectsABodyThatIsNotAJsonObject(String body) {
        assertThat(ADMIN.put(TEAM, body).status()).isIn(400, 422);
        assertThat(policy().team("api-team")).isNull();
    }

    @Test
    void rejectsChangesOfAFilesObjectAndNamesTheFile() {
        var shown = ADMIN.get("teams/mounted");
        assertThat(shown.json().path("managedBy").asString()).isEqualTo("mounted-policy.yaml");
        var replaced = ADMIN.put("teams/mounted", "{}", "If-Match", shown.header("ETag"));
        var removed = ADMIN.delete("teams/mounted");
        assertThat(new Reply[] {replaced, removed}).allSatisfy(refused -> {
            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            assertThat(refused.json().path("managedBy").asString()).isEqualTo("mounted-policy.yaml");
            assertThat(refused.json().path("detail").asString()).contains("change it there");
        });
        assertThat(ADMIN.put("teams/mounted", shown.body()).status()).isEqualTo(200);
    }

    @Test
    void keepsATeamWithDependentsUnlessTheyAreRemovedToo() {
        var team = ADMIN.put(TEAM, "{}").header("ETag");
        ADMIN.put("quotas/teams/api-team", "{\"capacity\":5,\"refill\":5,\"period\":\"1s\"}");
        var refused = ADMIN.delete(TEAM, "If-Match", team);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("team-quota api-team", "?dependents=true");
        var removed = ADMIN.delete(TEAM + "?dependents=true", "If-Match", team);
        assertThat(removed.json().path("removed").findValuesAsString("kind")).containsExactly("team", "team-quota");
        assertThat(removed.json().path("revision").asLong()).isEqualTo(revision());
    }

    @Test
    void letsAuditorsOnlyRead() {
        ADMIN.put(TEAM, "{}");
        assertThat(AUDITOR.get(TEAM).status()).isEqualTo(200);
        assertThat(AUDITOR.put(TEAM, "{\"disabled\":true}", "If-Match", "*").status())
                .isEqualTo(403);
        assertThat(AUDITOR.delete(TEAM, "If-Match", "*").status()).isEqualTo(403);
    }

    @Test
    void showsTeamLeadsTheirTeamsWithoutLettingThemChangeAny() {
        ADMIN.put(TEAM, "{}");
        var lead = AdminApi.leadOf("api-team");
        assertThat(lead.get("teams").json().path("items").findValuesAsString("name"))
                .containsExactly("api-team");
        assertThat(lead.get("teams/payments").status()).isEqualTo(404);
        assertThat(lead.put(TEAM, "{\"disabled\":true}", "If-Match", "*").status())
                .isEqualTo(403);
    }
}

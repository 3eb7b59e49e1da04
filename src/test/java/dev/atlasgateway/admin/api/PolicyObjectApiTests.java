package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.api.AdminApi.GATEWAY;
import static dev.atlasgateway.admin.api.AdminApi.pointers;
import static dev.atlasgateway.admin.api.AdminApi.revision;
import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same requests for every kind of object, and the effect of a change on the next call. */
@OnSharedGateway
class PolicyObjectApiTests {

    private static final String GRANT = "grants/search/" + ORDERS + "/GROUP_OWNER/api-grant-*";
    private static final String GUARDRAIL = "guardrails/api-guardrail";
    private static final String PROJECT = "projects/0000000000000000000000aa";
    private static final String OWN_TEAM = "api-quota-team";
    private static final String OWN_PROJECT = "0000000000000000000000ab";
    private static final String ON = "{\"terminationProtectionEnabled\":true}";

    @BeforeAll
    static void makeOwnersOfQuotas() {
        ADMIN.put("teams/" + OWN_TEAM, "{}");
        ADMIN.put("projects/" + OWN_PROJECT, "{\"name\":\"api-quota-project\"}");
    }

    @AfterAll
    static void removeOwnersOfQuotas() {
        List.of("teams/" + OWN_TEAM, "projects/" + OWN_PROJECT).forEach(AdminApi::remove);
    }

    @AfterEach
    void remove() {
        List.of(GRANT, GUARDRAIL, PROJECT, "quotas/teams/" + OWN_TEAM, "quotas/projects/" + OWN_PROJECT)
                .forEach(AdminApi::remove);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                PROJECT
                        + " | {\"name\":\"api\",\"account\":\"default\",\"contract\":\"flex\",\"contact\":\"a@example.com\"} | {\"name\":\"other\"}",
                GRANT + " | {\"expiresAt\":\"2030-01-01T00:00:00Z\",\"reason\":\"TICKET-2\"} | {}",
                GUARDRAIL
                        + " | {\"expression\":\"instance != 'api'\",\"mode\":\"warn\",\"message\":\"not this\"} | {\"expression\":\"true\",\"mode\":\"audit\",\"message\":\"x\"}",
                "quotas/teams/" + OWN_TEAM
                        + " | {\"capacity\":500,\"refill\":500,\"period\":\"60s\"} | {\"capacity\":1,\"refill\":1,\"period\":\"PT1M\"}",
                "quotas/projects/" + OWN_PROJECT
                        + " | {\"capacity\":5000,\"refill\":5000,\"period\":\"1s\"} | {\"capacity\":6000,\"refill\":5000,\"period\":\"1s\"}",
            })
    void isCreatedShownReplacedAndRemoved(String path, String first, String second) {
        var created = ADMIN.put(path, first);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/admin/api/v1/" + path);
        var after = revision();
        assertThat(ADMIN.put(path, first).status()).isEqualTo(200);
        assertThat(ADMIN.put(path, created.body()).status()).isEqualTo(200);
        assertThat(revision()).as("the same again").isEqualTo(after);

        var shown = AUDITOR.get(path);
        assertThat(shown.body()).isEqualTo(created.body());
        assertThat(shown.header("ETag")).isEqualTo(created.header("ETag"));
        var list = AUDITOR.get(path.substring(0, path.indexOf('/', path.startsWith("quotas") ? 7 : 0)) + "?limit=500");
        assertThat(list.json().path("items").valueStream().toList()).contains(shown.json());

        assertThat(ADMIN.put(path, second).status()).isEqualTo(428);
        assertThat(ADMIN.put(path, second, "If-Match", "\"of-another\"").status())
                .isEqualTo(412);
        var replaced = ADMIN.put(path, second, "If-Match", created.header("ETag"));
        assertThat(replaced.status()).as(replaced.body()).isEqualTo(200);
        assertThat(AUDITOR.put(path, first, "If-Match", "*").status()).isEqualTo(403);
        assertThat(AUDITOR.delete(path, "If-Match", "*").status()).isEqualTo(403);
        assertThat(ADMIN.delete(path).status()).isEqualTo(428);
        assertThat(ADMIN.delete(path, "If-Match", created.header("ETag")).status())
                .isEqualTo(412);
        assertThat(ADMIN.delete(path, "If-Match", replaced.header("ETag")).status())
                .isEqualTo(200);
        assertThat(ADMIN.get(path).status()).isEqualTo(404);
        assertThat(ADMIN.delete(path, "If-Match", "*").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "grants/search/" + ORDERS + "/GROUP_OWNR/*        | {}                      | /role       | use one of",
                "grants/serch/" + ORDERS
                        + "/GROUP_OWNER/*        | {}                      | /team       | did you mean search?",
                "grants/search/" + ORDERS
                        + "/GROUP_OWNER/_       | {}                      | /instances  | must be an instance name",
                GRANT
                        + "                                         | {\"expires\":1}         | /expires    | did you mean expiresAt?",
                GRANT
                        + "                                         | {\"expiresAt\":\"soon\"}| /expiresAt  | must be an instant",
                GRANT
                        + "                                         | {\"role\":\"GROUP_READ_ONLY\"} | /role | differs from the one in the path",
                GUARDRAIL
                        + " | {\"expression\":\"instnce\",\"mode\":\"deny\",\"message\":\"x\"} | /expression | undeclared reference",
                GUARDRAIL
                        + " | {\"expression\":\"true\",\"mode\":\"refuse\",\"message\":\"x\"}  | /mode       | use one of deny, warn, audit",
                "quotas/teams/" + OWN_TEAM
                        + " | {\"capacity\":0,\"refill\":1,\"period\":\"1s\"}           | /capacity   | is not between",
                "quotas/teams/nobody | {\"capacity\":1,\"refill\":1,\"period\":\"1s\"}           | /team       | no team is called",
                "quotas/teams/" + OWN_TEAM
                        + " | {\"capacity\":1,\"refill\":1}                             | /period     | is missing",
                PROJECT
                        + " | {\"name\":\"x\",\"account\":\"defalt\"}                            | /account    | default",
            })
    void namesTheFieldAtFaultAndWhatToDo(String path, String body, String pointer, String detail) {
        var before = revision();
        var refused = ADMIN.put(path.strip(), body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(pointers(refused)).as(refused.body()).containsExactly(pointer);
        assertThat(refused.json().path("errors").get(0).path("detail").asString())
                .contains(detail);
        assertThat(revision()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                GUARDRAIL
                        + " | {\"expression\":\"instnce\",\"mode\":\"refuse\",\"message\":\" \"} | /mode /expression /message",
                GUARDRAIL + " | {\"mode\":\"refuse\",\"message\":\"\\u202Ex\"} | /expression /mode /message",
                "quotas/teams/" + OWN_TEAM
                        + " | {\"capacity\":\"many\",\"refill\":99999999999999999999} | /capacity /period /refill",
                "quotas/teams/" + OWN_TEAM
                        + " | {\"capacity\":0,\"refill\":-99999999999999999999,\"period\":\"2d\"} | /capacity /refill /period",
            })
    void namesAllFieldsAtFaultAtOnce(String path, String body, String pointers) {
        var refused = ADMIN.put(path.strip(), body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(pointers(refused)).as(refused.body()).containsExactlyInAnyOrder(pointers.split(" "));
    }

    @Test
    void givesAPageTheETagOfItsOneObjectOnlyIfNoOtherFollows() {
        var page = ADMIN.get("teams?limit=1");
        assertThat(page.header("Link")).isNotEmpty();
        assertThat(page.header("ETag")).isEqualTo("\"" + page.header("Policy-Revision") + "\"");
    }

    @Test
    void namesTheLimitsOfANumber() {
        var refused = ADMIN.put(
                "quotas/teams/" + OWN_TEAM, "{\"capacity\":1,\"refill\":99999999999999999999,\"period\":\"1s\"}");
        assertThat(refused.json().path("errors").get(0).path("detail").asString())
                .isEqualTo("is not between 1 and 1000000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"expiresAt\":\"2026-01-01T00:00:00Z\"}           | /expiresAt | is in the past",
                "{\"expiresAt\":\"-1000000-01-01T00:00:00Z\"}       | /expiresAt | is in the past",
                "{\"expiresAt\":\"+10000-01-01T00:00:00Z\"}         | /expiresAt | year of four digits",
                "{\"expiresAt\":\"+1000000000-12-31T23:59:59Z\"}    | /expiresAt | year of four digits",
                "{\"reason\":\"half \\ud800\"}                      | /reason    | lone surrogates",
                "{\"reason\":\"turned \\u2066\"}                    | /reason    | marks that reorder",
            })
    void rejectsMisleadingEndsAndTexts(String body, String pointer, String detail) {
        var refused = ADMIN.put(GRANT, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(pointers(refused)).contains(pointer);
        assertThat(refused.body()).contains(detail);
    }

    @Test
    void truncatesAnEndToSeconds() {
        var authorized = ADMIN.put(GRANT, "{\"expiresAt\":\"2099-01-01T00:00:00.987654321Z\"}");
        assertThat(authorized.json().path("expiresAt").asString()).isEqualTo("2099-01-01T00:00:00Z");
    }

    @Test
    void appliesANewGrantAndItsEndToTheNextCall() {
        assertThat(patch("search", "api-grant-1").status()).isEqualTo(403);
        var authorized = ADMIN.put(GRANT, "{\"reason\":\"TICKET-3\"}");
        assertThat(patch("search", "api-grant-1").status()).isEqualTo(200);
        var soon = Instant.now().plusSeconds(2);
        ADMIN.put(GRANT, "{\"expiresAt\":\"%s\"}".formatted(soon), "If-Match", authorized.header("ETag"));
        await().until(() -> patch("search", "api-grant-1").status() == 403);
    }

    @Test
    void appliesANewGuardrailToTheNextCall() {
        ADMIN.put(
                GUARDRAIL, "{\"expression\":\"instance != 'api-guarded'\",\"mode\":\"deny\",\"message\":\"not this\"}");
        assertThat(patch("payments", "api-guarded").header("X-Error-Code")).isEqualTo("GATEWAY_GUARDRAIL_VIOLATION");
        AdminApi.remove(GUARDRAIL);
        assertThat(patch("payments", "api-guarded").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "grants?team=search, search",
        "grants?team=search&role=GROUP_OWNER, search",
        "grants?role=GROUP_OWNER&instance=api-grant-7&expiresBefore=2031-01-01T00:00:00Z, lapsed search",
        "grants?expiresBefore=2027-01-01T00:00:00Z, lapsed",
        "grants?managed=true, ''",
        "grants?project=0000000000000000000000aa, ''",
        "clients?team=narrow, narrow",
        "clients?disabled=true, ''"
    })
    void filtersLists(String path, String teams) {
        ADMIN.put(GRANT, "{\"expiresAt\":\"2030-01-01T00:00:00Z\"}");
        var found = ADMIN.get(path).json().path("items").findValuesAsString("team");
        assertThat(String.join(" ", found.stream().distinct().toList())).isEqualTo(teams);
    }

    @Test
    void filtersByTheManagementOfAFile() {
        var managed = ADMIN.get("teams?managed=true");
        assertThat(managed.json().path("items").findValuesAsString("name")).containsExactly("mounted");
        assertThat(managed.header("ETag")).isEqualTo(ADMIN.get("teams/mounted").header("ETag"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grants?tem=search            | did you mean team?",
                "grants?role=OWNER            | must be one of GROUP_OWNER",
                "grants?expiresBefore=soon    | must be an instant",
                "teams?limit=0                | number from 1 to 500",
                "teams?after=*                | value of next on the page before",
                "teams?disabled=yes           | must be one of true, false",
                "revisions?after=eA           | value of next on the page before",
            })
    void rejectsAnInvalidFilter(String path, String detail) {
        var refused = ADMIN.get(path);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asString()).contains(detail);
    }

    @Test
    void pagesThroughAListWithoutLosingOrRepeatingObjects() {
        var whole = ADMIN.get("grants?limit=500&role=GROUP_OWNER").json().path("items");
        var paged = new ArrayList<>();
        var next = "/admin/api/v1/grants?limit=2&role=GROUP_OWNER";
        while (!next.isEmpty()) {
            var page = ADMIN.get(next);
            page.json().path("items").forEach(paged::add);
            assertThat(page.json().path("items").size()).isLessThanOrEqualTo(2);
            next = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
            assertThat(page.json().has("next")).isEqualTo(!next.isEmpty());
        }
        assertThat(paged).hasSizeGreaterThan(3).isEqualTo(whole.valueStream().toList());
    }

    private static Reply patch(String team, String instance) {
        return GATEWAY.patch(team, instance, ON);
    }
}

package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.api.AdminApi.policy;
import static dev.atlasgateway.admin.api.AdminApi.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history of the policy over the API. */
@OnSharedGateway
class RevisionApiTests {

    private static final String TEAM = "teams/revised-team";

    private long first;

    @BeforeEach
    void makeTwoRevisions() {
        var created = ADMIN.put(TEAM, "{\"contact\":\"a@example.com\"}");
        first = revision();
        ADMIN.put(TEAM, "{\"contact\":\"b@example.com\"}", "If-Match", created.header("ETag"));
    }

    @AfterEach
    void remove() {
        AdminApi.remove(TEAM);
    }

    @Test
    void listsNewestFirstWithAuthorTimeAndReason() {
        var list = AUDITOR.get("revisions?limit=2");
        var items = list.json().path("items");
        assertThat(items.get(0).path("number").asLong()).isEqualTo(first + 1);
        assertThat(items.get(1).path("number").asLong()).isEqualTo(first);
        assertThat(items.get(0).path("reason").asString()).isEqualTo("TICKET-1: a test");
        assertThat(items.get(0).path("madeBy").asString()).isNotBlank();
        assertThat(items.get(0).path("madeBySubject").asString()).isEqualTo("id-of-ada");
        assertThat(items.get(0).path("madeAt").asString()).matches("\\d{4}-.*Z");
        var next = AUDITOR.get(list.header("Link").replaceAll("<(.*)>.*", "$1"));
        assertThat(next.json().path("items").get(0).path("number").asLong()).isEqualTo(first - 1);
    }

    /** Another replica may make a revision while this one reads the list. */
    @Test
    void givesNoETagThatIsNewerThanTheList() {
        Policy changing = () -> {
            ADMIN.put(TEAM, "{\"contact\":\"c@example.com\"}", "If-Match", "*");
            return AdminApi.policy();
        };
        var controller = new PolicyRevisionController(changing, AdminApi.GATEWAY.part(Revisions.class));
        var since = AUDITOR.get("revisions/" + first).json().path("madeAt").asString();
        var list = controller.list(Map.of("since", since));
        var newest = list.getBody().items().getFirst().number();
        assertThat(newest).isEqualTo(first + 2);
        assertThat(list.getHeaders().getETag()).isEqualTo("\"" + newest + "\"");
    }

    @Test
    void filtersByAuthorTimeAndObject() {
        var other = ADMIN.put("teams/revised-other", "{}");
        AdminApi.remove("teams/revised-other");
        assertThat(numbers("object=team:revised-team&limit=2")).containsExactly(first + 1, first);
        assertThat(numbers("object=team:revised-other"))
                .containsExactly(first + 3, Long.parseLong(other.header("Policy-Revision")));
        assertThat(numbers("object=team&limit=1")).containsExactly(first + 3);
        assertThat(numbers("object=team-quota:revised-team")).isEmpty();
        var newest = AUDITOR.get("revisions/" + (first + 3)).json();
        assertThat(numbers("since=" + newest.path("madeAt").asString())).containsExactly(first + 3);
        assertThat(numbers("limit=1&by=" + newest.path("madeBy").asString())).containsExactly(first + 3);
        assertThat(numbers("by=nobody")).isEmpty();
        for (var never : List.of("9999-12-31T23:59:59Z", "%2B1000000000-12-31T23:59:59Z")) {
            assertThat(numbers("since=" + never)).isEmpty();
        }
        for (var always : List.of("0001-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z")) {
            assertThat(numbers("limit=1&since=" + always)).containsExactly(first + 3);
        }
    }

    @Test
    void namesAnInvalidFilter() {
        for (var filter : List.of("since=yesterday", "object=tem:payments")) {
            var refused = AUDITOR.get("revisions?" + filter);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(filter)
                    .startsWith(AdminApi.values(refused.json().path("errors"), "parameter")
                                    .getFirst() + "=");
        }
    }

    private static List<Long> numbers(String query) {
        var items = AUDITOR.get("revisions?" + query).json().path("items");
        return items.valueStream().map(item -> item.path("number").asLong()).toList();
    }

    @Test
    void showsARevision() {
        assertThat(AUDITOR.get("revisions/" + first).json().path("number").asLong())
                .isEqualTo(first);
        assertThat(AUDITOR.get("revisions/999999999").status()).isEqualTo(404);
        assertThat(AUDITOR.get("revisions/first").status()).isEqualTo(400);
    }

    @Test
    void showsTheDifferencesOfAnyTwoRevisions() {
        var forth = AUDITOR.get("revisions/%d/diff".formatted(first + 1)).json().path("items");
        assertThat(forth.toString())
                .isEqualTo("[{\"kind\":\"team\",\"key\":\"revised-team\",\"before\":{\"contact\":\"a@example.com\"},"
                        + "\"after\":{\"contact\":\"b@example.com\"}}]");
        var back = AUDITOR.get("revisions/%d/diff?from=%d".formatted(first, first + 1))
                .json();
        assertThat(back.path("items").get(0).path("after").path("contact").asString())
                .isEqualTo("a@example.com");
        assertThat(AUDITOR.get("revisions/%d/diff?from=none".formatted(first)).status())
                .isEqualTo(400);
    }

    @Test
    void pagesThroughDifferences() {
        var path = "revisions/%d/diff?from=0&limit=2".formatted(first);
        var pages = AUDITOR.allPages(path);
        var added = pages.getFirst().json().path("count").path("added").asInt();
        var seen = pages.stream()
                .mapToInt(page -> page.json().path("items").size())
                .sum();
        assertThat(seen).isEqualTo(added).isGreaterThan(4);
    }

    @Test
    void pagesThroughPlans() {
        var plan = "revisions/%d/restore-plan?limit=%d";
        ADMIN.put("teams/revised-beside", "{}");
        var pages = AUDITOR.allPages(plan.formatted(first - 1, 1));
        AdminApi.remove("teams/revised-beside");
        assertThat(pages.getFirst().json().path("count").path("removed").asInt())
                .isEqualTo(2);
        assertThat(pages)
                .extracting(page -> AdminApi.values(page.json().path("changes"), "key"))
                .containsExactly(List.of("revised-beside"), List.of("revised-team"));
        assertThat(AUDITOR.get(plan.formatted(first, 501)).status()).isEqualTo(400);
        assertThat(AUDITOR.get("revisions/%d/undo-plan?limit=501".formatted(first))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void restoresAnEarlierRevisionAsANewOne() {
        var restored = ADMIN.post("revisions/%d:restore".formatted(first), "", "If-Match", etag());
        assertThat(restored.status()).as(restored.body()).isEqualTo(200);
        assertThat(restored.json().path("revision").asLong())
                .isEqualTo(first + 2)
                .isEqualTo(revision());
        assertThat(policy().team("revised-team").contact()).isEqualTo("a@example.com");
        assertThat(AUDITOR.get("revisions/" + (first + 2)).json().path("reason").asString())
                .isEqualTo("restore of revision %d: TICKET-1: a test".formatted(first));
    }

    @Test
    void undoesOneRevision() {
        ADMIN.put("teams/revised-beside", "{}");
        var path = "revisions/" + (first + 1);
        var plan = AUDITOR.get(path + "/undo-plan?object=team:revised-team").json();
        assertThat(plan.path("changes").get(0).path("after").path("contact").asString())
                .isEqualTo("a@example.com");
        assertThat(plan.path("kept")).isEmpty();

        var undone = ADMIN.post(path + ":undo", "");

        assertThat(undone.status()).as(undone.body()).isEqualTo(200);
        assertThat(policy().team("revised-team").contact()).isEqualTo("a@example.com");
        assertThat(policy().team("revised-beside")).isNotNull();
        AdminApi.remove("teams/revised-beside");
        assertThat(ADMIN.post(path + ":undo", "").json().path("revision").asLong())
                .isEqualTo(revision());
        ADMIN.put(TEAM, "{\"contact\":\"c@example.com\"}", "If-Match", "*");
        var again = ADMIN.post(path + ":undo", "");
        assertThat(again.status()).as(again.body()).isEqualTo(409);
        assertThat(again.json().path("changes").get(0).path("key").asString()).isEqualTo("revised-team");
        assertThat(ADMIN.post(path + ":undo?object=tem:payments", "").status()).isEqualTo(400);
        assertThat(AUDITOR.post(path + ":undo", "").status()).isEqualTo(403);
    }

    @Test
    void saysWhatARestoreLeavesAsItIs() {
        var client = "clients/mdb_sa_id_" + "9".repeat(24);
        ADMIN.put(client, "{\"team\":\"revised-team\",\"secrets\":[]}");

        var plan = AUDITOR.get("revisions/%d/restore-plan".formatted(first)).json();

        AdminApi.remove(client);
        assertThat(AdminApi.values(plan.path("kept"), "kind")).containsExactly("client");
        assertThat(AdminApi.values(plan.path("changes"), "key")).containsExactly("revised-team");
    }

    @Test
    void rejectsARestoreOverAnUnseenChange() {
        var seen = etag();
        AdminApi.remove(TEAM);
        var late = ADMIN.post("revisions/%d:restore".formatted(first), "", "If-Match", seen);
        assertThat(late.status()).as(late.body()).isEqualTo(412);
        assertThat(ADMIN.post("revisions/%d:restore".formatted(first), "").status())
                .isEqualTo(428);
        assertThat(policy().team("revised-team")).isNull();
    }

    @Test
    void requiresAReasonAndAnAdminForARestore() {
        var path = "revisions/%d:restore".formatted(first);
        assertThat(ADMIN.send("POST", path, "", "If-Match", etag()).status()).isEqualTo(400);
        assertThat(AUDITOR.post(path, "", "If-Match", etag()).status()).isEqualTo(403);
    }

    private static String etag() {
        return ADMIN.get("revisions?limit=1").header("ETag");
    }
}

package dev.atlasgateway.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit of calls, as admins, auditors and team leads see it. */
@OnSharedGateway
class AuditApiTests {

    private static final String AUDIT = "/admin/api/v1/audit";
    private static final String TAGS = "{\"tags\":[{\"key\":\"owner\",\"value\":\"dev\"}]}";
    private static final Person LEAD = Person.leadOf("payments");

    private final RunningGateway gateway = RunningGateway.shared();
    private final Reply allowed = gateway.patch("payments", "orders-dev", TAGS);
    private final Reply refused = gateway.patch("search", "orders-dev", TAGS);

    @Test
    void findsACallByItsRequestId() {
        var found = items(Person.AUDITOR, "?requestId=" + id(allowed));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().path("team").asString()).isEqualTo("payments");
        assertThat(found.getFirst().path("outcome").asString()).isEqualTo("applied");
        assertThat(found.getFirst().path("change").path("tags")).hasSize(1);
    }

    @Test
    void showsACallByEitherOfItsIds() {
        var call = get(Person.AUDITOR, "/" + id(allowed)).json();

        assertThat(call.path("attempts")).hasSize(1);
        assertThat(call.path("intentStoredAt").isString()).isTrue();
        assertThat(call.path("timeline").path(0).path("kind").asString()).isEqualTo("RECEIVED");
        assertThat(get(Person.AUDITOR, "/" + call.path("id").asString()).json()).isEqualTo(call);
    }

    @Test
    void pagesThroughAdminEventsByLink() {
        get(LEAD, "?errorCode=ONE");
        get(LEAD, "?errorCode=OTHER");
        var page = send(Person.AUDITOR, "/admin/api/v1/admin-events?action=audit.searched&limit=1");
        var next = send(Person.AUDITOR, page.header("Link").replaceAll("<(.*)>.*", "$1"));

        assertThat(detail(page)).isEqualTo("OTHER");
        assertThat(detail(next)).isEqualTo("ONE");
        assertThat(send(Person.AUDITOR, "/admin/api/v1/admin-events?admin=nobody")
                        .header("Link"))
                .isEmpty();
    }

    private static String detail(Reply page) {
        return page.json()
                .path("items")
                .path(0)
                .path("detail")
                .path("errorCode")
                .asString();
    }

    @Test
    void pagesThroughCalls() {
        var page = get(Person.AUDITOR, "?limit=1&team=payments");
        var first = page.json();
        var link = page.header("Link");
        assertThat(link)
                .startsWith("</admin/api/v1/audit?")
                .contains("team=payments", "after=" + first.path("next").asString())
                .endsWith(">; rel=\"next\"");
        var second = send(Person.AUDITOR, link.replaceAll("<(.*)>.*", "$1")).json();

        assertThat(first.path("items")).hasSize(1);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("items").path(0).path("id").asString())
                .isLessThan(first.path("items").path(0).path("id").asString());
    }

    @Test
    void showsATeamLeadOnlyTheirOwnTeam() {
        assertThat(items(LEAD, "?limit=500"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.path("team").asString()).isEqualTo("payments"));
        assertThat(items(LEAD, "?team=search")).isEmpty();
        assertThat(get(LEAD, "/" + id(allowed)).status()).isEqualTo(200);
        assertThat(get(LEAD, "/" + id(refused)).status()).isEqualTo(404);
        assertThat(get(LEAD, "/export").body()).contains(id(allowed)).doesNotContain(id(refused));
        assertThat(send(LEAD, "/admin/api/v1/statistics").json().path("teams").propertyNames())
                .containsExactly("payments");
    }

    @Test
    void showsATeamLeadTheirCallAlsoIfItsRequestIdWasUsedAgain() {
        var reused = "reused-by-another-team";
        gateway.send(gateway.update("payments", "orders-dev", "", TAGS).header("X-Request-Id", reused));
        gateway.send(gateway.update("search", "orders-dev", "", TAGS).header("X-Request-Id", reused));

        assertThat(get(LEAD, "/" + reused).json().path("team").asString()).isEqualTo("payments");
        assertThat(get(Person.AUDITOR, "/" + reused).json().path("team").asString())
                .isEqualTo("search");
        assertThat(explained(LEAD, reused).path("team").asString()).isEqualTo("payments");
        var own = get(LEAD, "/" + reused).json().path("id").asString();
        assertThat(explained(Person.AUDITOR, own).path("team").asString()).isEqualTo("payments");
    }

    private JsonNode explained(Person person, String id) {
        return send(person, "/admin/api/v1/explain/" + id).json().path("call").path("caller");
    }

    @Test
    void exportsALineOfJsonForEachCall() {
        var reply = get(Person.AUDITOR, "/export?team=payments");

        assertThat(reply.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"audit.ndjson\"");
        assertThat(reply.body().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(
                                JsonMapper.shared().readTree(line).path("team").asString())
                        .isEqualTo("payments"));
    }

    @Test
    void exportsATable() {
        var lines = get(Person.AUDITOR, "/export?format=csv&requestId=" + id(refused))
                .body()
                .lines()
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("\"id\",\"requestId\",\"receivedAt\"");
        assertThat(lines.getLast()).contains("\"search\"", "\"USER_UNAUTHORIZED\"");
    }

    @Test
    void rejectsInvalidValuesAndNamesTheParameter() {
        for (var query :
                List.of("?status=abc", "?after=abc", "?from=abc", "?text=" + "a".repeat(301), "/export?format=xml")) {
            var reply = get(Person.AUDITOR, query);
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
            assertThat(reply.json().path("detail").asString()).contains(" must be ");
            assertThat(query)
                    .contains(reply.json()
                                    .path("errors")
                                    .path(0)
                                    .path("parameter")
                                    .asString() + "=");
        }
    }

    @Test
    void recordsEachLookWithWhoAndWhichFilter() {
        get(LEAD, "?errorCode=LOOKED_FOR");
        get(LEAD, "/export?format=csv&errorCode=LOOKED_FOR");
        get(LEAD, "/" + id(refused));

        var newest = send(Person.AUDITOR, "/admin/api/v1/admin-events?action=audit&limit=3")
                .json()
                .path("items");

        assertThat(List.of(0, 1, 2))
                .allSatisfy(
                        i -> assertThat(newest.path(i).path("admin").asString()).isNotBlank());
        assertThat(newest.path(0).path("subject").asString()).isEqualTo("call:" + id(refused));
        assertThat(newest.path(1).path("action").asString()).isEqualTo("audit.exported");
        assertThat(newest.path(2).path("detail").path("errorCode").asString()).isEqualTo("LOOKED_FOR");
    }

    @Test
    void recordsLooksAtAdminEventsToo() {
        send(Person.AUDITOR, "/admin/api/v1/admin-events?subject=looked-for");

        var newest = send(Person.AUDITOR, "/admin/api/v1/admin-events?action=admin-events&limit=2")
                .json();

        assertThat(newest.path("items").path(1).path("detail").path("subject").asString())
                .isEqualTo("looked-for");
    }

    private List<JsonNode> items(Person person, String query) {
        var items = get(person, query).json().path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private Reply get(Person person, String rest) {
        return send(person, AUDIT + rest);
    }

    private Reply send(Person person, String path) {
        return gateway.send(gateway.as(person, path).GET());
    }

    private static String id(Reply reply) {
        return reply.header("X-Request-Id");
    }
}

package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.FLEX;
import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.flex;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.atlasgateway.simulator.cluster.Instance;
import dev.atlasgateway.simulator.cluster.Tag;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlexClusterTests {

    private final SimulatedClock clock = new SimulatedClock();
    private final AtlasSimulator simulator =
            AtlasSimulator.start(0, SimulatorSettings.defaults().withClock(clock));
    private final SimulatorClient client = new SimulatorClient(simulator);
    private final String token = client.token();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void describesAClusterByteForByteAsRecorded() {
        var answer = client.get(ORDERS_DEV, token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(FLEX + ";charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("{\"backupSettings\":{\"enabled\":true},\"clusterType\":\"REPLICASET\","
                        + "\"connectionStrings\":{\"standard\":\"mongodb://ac-a0902fa-shard-00-00.65bb8a7.mongodb.net:27017,"
                        + "ac-a0902fa-shard-00-01.65bb8a7.mongodb.net:27017,ac-a0902fa-shard-00-02.65bb8a7.mongodb.net:27017"
                        + "/?ssl=true&authSource=admin&replicaSet=atlas-3a4bc3-shard-0\","
                        + "\"standardSrv\":\"mongodb+srv://orders-dev.65bb8a7.mongodb.net\"},"
                        + "\"createDate\":\"2026-08-10T03:02:55Z\",\"groupId\":\"32b6e34b3d91647abb20e7b8\","
                        + "\"id\":\"a0902fa3a4bc365bb8a7f284\",\"mongoDBVersion\":\"8.0.27\",\"name\":\"orders-dev\","
                        + "\"providerSettings\":{\"backingProviderName\":\"AWS\",\"diskSizeGB\":5.0,"
                        + "\"providerName\":\"FLEX\",\"regionName\":\"US_EAST_1\"},\"stateName\":\"IDLE\",\"tags\":[],"
                        + "\"terminationProtectionEnabled\":false,\"versionReleaseSystem\":\"LTS\"}");
    }

    @Test
    void sendsTheHeadersThatWereRecorded() {
        var headers = client.get(ORDERS_DEV, token).headers();

        assertThat(headers.firstValue("Server")).hasValue("mdbws");
        assertThat(headers.firstValue("Date")).hasValue("Mon, 10 Aug 2026 03:02:55 GMT");
        assertThat(headers.firstValue("X-Java-Method")).hasValue("ApiAtlasFlexClusterResource::getFlexCluster");
        assertThat(headers.map())
                .containsKeys(
                        "X-Envoy-Upstream-Service-Time",
                        "X-MongoDB-Service-Version",
                        "X-Java-Version",
                        "Strict-Transport-Security",
                        "X-Content-Type-Options",
                        "X-Frame-Options",
                        "Referrer-Policy",
                        "X-Permitted-Cross-Domain-Policies");
        assertThat(headers.map()).doesNotContainKeys("X-Request-Id", "X-Error-Code", "Access-Control-Allow-Origin");
    }

    @Test
    void replacesTheWholeTagListAndShowsItAtOnce() {
        client.patch(ORDERS_DEV, token, "{\"tags\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"b\",\"value\":\"2\"}]}");

        var answer = client.patch(ORDERS_DEV, token, "{\"tags\":[{\"value\":\"3\",\"key\":\"c\"}]}");

        assertThat(json(answer).get("tags").toString()).isEqualTo("[{\"key\":\"c\",\"value\":\"3\"}]");
        assertThat(settings().tags()).containsExactly(new Tag("c", "3"));
        client.patch(ORDERS_DEV, token, "{\"tags\":[]}");
        assertThat(settings().tags()).isEmpty();
    }

    @Test
    void changesOnlyWhatIsNamed() {
        client.patch(ORDERS_DEV, token, "{\"tags\":[{\"key\":\"a\",\"value\":\"1\"}]}");
        client.patch(ORDERS_DEV, token, "{\"terminationProtectionEnabled\":true}");
        client.patch(ORDERS_DEV, token, "{\"tags\":null,\"terminationProtectionEnabled\":null}");
        client.patch(ORDERS_DEV, token, "{}");

        assertThat(settings().tags()).containsExactly(new Tag("a", "1"));
        assertThat(settings().terminationProtectionEnabled()).isTrue();
    }

    @Test
    void isUpdatingForFourSecondsAfterAChange() {
        assertThat(json(client.patch(ORDERS_DEV, token, "{}")).get("stateName").stringValue())
                .isEqualTo("UPDATING");

        clock.advance(Duration.ofMillis(3_999));
        assertThat(stateName()).isEqualTo("UPDATING");
        clock.advance(Duration.ofMillis(1));
        assertThat(stateName()).isEqualTo("IDLE");
    }

    @Test
    void isIdleAtOnceWithNoUpdatingTimeThoughTheAnswerSaysUpdating() {
        try (var fast = AtlasSimulator.start(0, SimulatorSettings.defaults().withUpdating(Duration.ZERO));
                var toFast = new SimulatorClient(fast)) {
            var fastToken = toFast.token();

            var answer = toFast.patch(ORDERS_DEV, fastToken, "{}");

            assertThat(json(answer).get("stateName").stringValue()).isEqualTo("UPDATING");
            assertThat(json(toFast.get(ORDERS_DEV, fastToken)).get("stateName").stringValue())
                    .isEqualTo("IDLE");
        }
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        var answer = client.send("HEAD", ORDERS_DEV, "", "Authorization", "Bearer " + token, "Accept", FLEX);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(client.get(ORDERS_DEV, token).body().length());
    }

    @Test
    void saysWhichClusterOrProjectItDoesNotKnow() {
        var cluster = client.get(flex("nowhere"), token);
        assertThat(cluster.statusCode()).isEqualTo(404);
        assertThat(cluster.headers().firstValue("X-Error-Code")).hasValue("CLUSTER_NOT_FOUND");
        assertThat(cluster.headers().firstValue("RateLimit-Limit")).hasValue("1200");
        assertThat(cluster.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(cluster.body())
                .isEqualTo("{\"detail\":\"No cluster named nowhere exists in group 32b6e34b3d91647abb20e7b8.\","
                        + "\"error\":404,\"errorCode\":\"CLUSTER_NOT_FOUND\","
                        + "\"parameters\":[\"nowhere\",\"32b6e34b3d91647abb20e7b8\"],\"reason\":\"Not Found\"}");

        var project = client.get("/api/atlas/v2/groups/000000000000000000000000/flexClusters/x", token);
        assertThat(project.statusCode()).isEqualTo(404);
        assertThat(project.body())
                .contains("\"errorCode\":\"GROUP_NOT_FOUND\",\"parameters\":[\"000000000000000000000000\"]");

        var malformed = client.get("/api/atlas/v2/groups/XYZ/flexClusters/x", token);
        assertThat(malformed.statusCode()).isEqualTo(404);
        assertThat(malformed.body()).contains("INVALID_GROUP_ID");
    }

    @Test
    void refusesADedicatedClusterForGetAndPatch() {
        var answer = client.patch(flex("orders-m10"), token, "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":\"Cannot use non-flex cluster orders-m10 in the flex API.\",\"error\":400,"
                        + "\"errorCode\":\"CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API\",\"parameters\":[\"orders-m10\"],"
                        + "\"reason\":\"Bad Request\"}");
        assertThat(client.get(flex("orders-m10"), token).statusCode()).isEqualTo(400);
        assertThat(simulator.instance(AtlasSimulator.PROJECT, "orders-m10").changes())
                .isZero();
    }

    @Test
    void listsFlexClustersByPages() {
        simulator.addInstance(AtlasSimulator.PROJECT, "orders-another");
        var list = "/api/atlas/v2/groups/" + AtlasSimulator.PROJECT + "/flexClusters";
        var all = json(client.get(list, token));
        assertThat(all.path("results").findValuesAsString("name"))
                .containsExactly("orders-another", "orders-dev", "orders-prod");
        assertThat(all.path("totalCount").intValue()).isEqualTo(3);
        assertThat(all.at("/links/0/rel").stringValue()).isEqualTo("self");
        var second = json(client.get(list + "?pageNum=2&itemsPerPage=2&includeCount=false", token));
        assertThat(second.path("results").findValuesAsString("name")).containsExactly("orders-prod");
        assertThat(second.has("totalCount")).isFalse();
        assertThat(client.get(list + "?itemsPerPage=501", token).statusCode()).isEqualTo(400);
        assertThat(client.patch(list, token, "{}").statusCode()).isEqualTo(405);
    }

    /** The Atlas CLI goes on with the flex API only after this error (recorded). */
    @Test
    void refusesAFlexClusterInTheClusterApi() {
        var clusters = "/api/atlas/v2/groups/" + AtlasSimulator.PROJECT + "/clusters/";
        for (var date : new String[] {"2023-01-01", "2023-02-01", "2024-08-05", "2025-03-12"}) {
            var type = "application/vnd.atlas." + date + "+json";
            var flex =
                    client.send("GET", clusters + "orders-dev", "", "Authorization", "Bearer " + token, "Accept", type);
            assertThat(flex.statusCode()).isEqualTo(400);
            assertThat(flex.body())
                    .contains(
                            "\"errorCode\":\"CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API\",\"parameters\":[\"orders-dev\"]");
        }
        assertThat(client.get(clusters + "orders-m10", token).statusCode()).isEqualTo(200);
        assertThat(client.get(clusters + "nowhere", token).body()).contains("CLUSTER_NOT_FOUND");
        assertThat(client.send("GET", clusters + "orders-dev", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void refusesOtherMethodsAndPaths() {
        var delete = client.send("DELETE", ORDERS_DEV, "", "Authorization", "Bearer " + token, "Accept", FLEX);
        assertThat(delete.statusCode()).isEqualTo(405);
        assertThat(delete.headers().firstValue("Allow")).hasValue("GET, HEAD, PATCH");

        assertThat(client.get("/api/atlas/v2/groups", token).body()).contains("RESOURCE_NOT_FOUND");
        assertThat(client.get(ORDERS_DEV + "/", token).statusCode()).isEqualTo(404);
    }

    @Test
    void letsAnyPossibleNameExistWhenToldTo() {
        try (var open = AtlasSimulator.start(0, SimulatorSettings.forLoad());
                var toOpen = new SimulatorClient(open)) {
            var openToken = toOpen.token();
            var path = "/api/atlas/v2/groups/0123456789abcdef01234567/flexClusters/";

            assertThat(toOpen.patch(path + "any-1", openToken, "{}").statusCode())
                    .isEqualTo(200);
            assertThat(toOpen.get(path + "n".repeat(64), openToken).statusCode())
                    .isEqualTo(200);
            assertThat(toOpen.get(path + "n".repeat(65), openToken).statusCode())
                    .isEqualTo(404);
            assertThat(toOpen.get(path + "-x", openToken).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesImpossibleProjectsAndNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> simulator.addProject("ABC"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.addInstance("000000000000000000000000", "orphan"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.addInstance(AtlasSimulator.PROJECT, "under_score"));
    }

    private String stateName() {
        return json(client.get(ORDERS_DEV, token)).get("stateName").stringValue();
    }

    private Instance.Settings settings() {
        return simulator.instance(AtlasSimulator.PROJECT, "orders-dev").settings();
    }
}

package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.json;
import static dev.atlasgateway.simulator.SimulatorClient.serverless;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerlessInstanceTests {

    private static final String V1 = serverless("v1.0", "orders-dev");

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
    void describesAFlexBackedInstanceInTheServerlessShape() {
        var answer = call("GET", V1, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var self = simulator.baseUrl() + V1;
        assertThat(answer.body())
                .isEqualTo("{\"connectionStrings\":{\"standardSrv\":\"mongodb+srv://orders-dev.65bb8a7.mongodb.net\"},"
                        + "\"createDate\":\"2026-08-10T03:02:55Z\",\"groupId\":\"32b6e34b3d91647abb20e7b8\","
                        + "\"id\":\"a0902fa3a4bc365bb8a7f284\",\"links\":[{\"href\":\"" + self
                        + "\",\"rel\":\"self\"},{\"href\":\"" + self
                        + "/backup/restoreJobs\",\"rel\":\"http://cloud.mongodb.com/restoreJobs\"},{\"href\":\""
                        + self + "/backup/snapshots\",\"rel\":\"http://cloud.mongodb.com/snapshots\"}],"
                        + "\"mongoDBVersion\":\"8.0.27\",\"name\":\"orders-dev\",\"providerSettings\":"
                        + "{\"backingProviderName\":\"AWS\",\"effectiveDiskSizeGBLimit\":5,"
                        + "\"effectiveInstanceSizeName\":\"FLEX\",\"effectiveProviderName\":\"TENANT\","
                        + "\"nextBackupDate\":\"2026-08-11T03:02:55Z\",\"providerName\":\"SERVERLESS\","
                        + "\"regionName\":\"US_EAST_1\",\"tenantBackupEnabled\":true},"
                        + "\"serverlessBackupOptions\":{\"serverlessContinuousBackupEnabled\":false},"
                        + "\"stateName\":\"IDLE\",\"tags\":[],\"terminationProtectionEnabled\":false}");
    }

    @Test
    void changesTheSameInstanceThatTheFlexApiShowsAndKeepsTheBackupOption() {
        var answer = call(
                "PATCH",
                V1,
                "{\"serverlessBackupOptions\":{\"serverlessContinuousBackupEnabled\":true},"
                        + "\"tags\":[{\"key\":\"a\",\"value\":\"b\"}],\"terminationProtectionEnabled\":true}");

        assertThat(json(answer).get("stateName").stringValue()).isEqualTo("UPDATING");
        assertThat(json(answer)
                        .at("/serverlessBackupOptions/serverlessContinuousBackupEnabled")
                        .booleanValue())
                .isTrue();
        clock.advance(Duration.ofSeconds(4));
        assertThat(json(call("GET", V1, "")).get("stateName").stringValue()).isEqualTo("IDLE");
        var asFlex = json(client.get(SimulatorClient.ORDERS_DEV, token));
        assertThat(asFlex.get("tags").toString()).isEqualTo("[{\"key\":\"a\",\"value\":\"b\"}]");
        assertThat(asFlex.get("terminationProtectionEnabled").booleanValue()).isTrue();
    }

    @Test
    void takesTheExplicitNullsThatOldClientsAlwaysSend() {
        var answer = call(
                "PATCH", V1, "{\"serverlessBackupOptions\":null,\"tags\":null,\"terminationProtectionEnabled\":true}");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesBadBackupOptions() {
        assertThat(code(call("PATCH", V1, "{\"serverlessBackupOptions\":true}")))
                .isEqualTo("INVALID_JSON_ATTRIBUTE");
        assertThat(code(call("PATCH", V1, "{\"serverlessBackupOptions\":{\"other\":true}}")))
                .isEqualTo("INVALID_ATTRIBUTE");
        assertThat(code(call(
                        "PATCH", V1, "{\"serverlessBackupOptions\":{\"serverlessContinuousBackupEnabled\":\"on\"}}")))
                .isEqualTo("INVALID_JSON_ATTRIBUTE");
    }

    @Test
    void refusesUnknownAndDedicatedOnes() {
        var unknown = call("GET", serverless("v1.0", "nowhere"), "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(code(unknown)).isEqualTo("SERVERLESS_INSTANCE_NOT_FOUND");
        var dedicated = call("PATCH", serverless("v1.0", "orders-m10"), "{}");
        assertThat(dedicated.statusCode()).isEqualTo(400);
        assertThat(code(dedicated)).isEqualTo("CANNOT_USE_CLUSTER_IN_SERVERLESS_INSTANCE_API");
    }

    @Test
    void takesNoVersionedBodyUnderV1() {
        var answer = client.send(
                "PATCH",
                V1,
                "{}",
                "Authorization",
                "Bearer " + token,
                "Accept",
                "application/json",
                "Content-Type",
                SimulatorClient.FLEX);

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void canOnlyBeReadUnderV2AndSaysWhenThatEnds() {
        var v2 = serverless("v2", "orders-dev");
        var type = "application/vnd.atlas.2023-01-01+json";
        var read = client.send("GET", v2, "", "Authorization", "Bearer " + token, "Accept", type);

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Content-Type")).hasValue(type + ";charset=utf-8");
        assertThat(read.headers().firstValue("Sunset")).hasValue("Mon, 18 Jan 2027 00:00:00 GMT");
        assertThat(read.headers().firstValue("Deprecation")).isPresent();
        assertThat(json(read).at("/links/1/rel").stringValue()).isEqualTo("https://cloud.mongodb.com/restoreJobs");

        var write = client.send("PATCH", v2, "{}", "Authorization", "Bearer " + token, "Accept", type);
        assertThat(write.statusCode()).isEqualTo(405);
        assertThat(write.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void listsInstancesUnderV1AndNoneUnderV2() {
        var v1 = json(call("GET", serverless("v1.0", "").replaceAll("/$", ""), ""));
        assertThat(v1.path("results").findValuesAsString("name")).contains("orders-dev", "orders-prod");
        assertThat(v1.at("/results/0/links/0/href").stringValue()).endsWith("/serverless/orders-dev");
        var v2 = json(client.get(serverless("v2", "").replaceAll("/$", ""), token));
        assertThat(v2.path("results")).isEmpty();
        assertThat(v2.path("totalCount").intValue()).isZero();
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return client.send(
                method,
                path,
                body,
                "Authorization",
                "Bearer " + token,
                "Accept",
                "application/json",
                "Content-Type",
                "application/json");
    }

    private static String code(HttpResponse<String> answer) {
        return json(answer).get("errorCode").stringValue();
    }
}

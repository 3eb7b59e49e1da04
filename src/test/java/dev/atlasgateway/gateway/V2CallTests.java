package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.LEGACY;
import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

/** Calls of API v2 are governed like those of v1.0, and answered as Atlas answers them. */
@OnSharedGateway
class V2CallTests {

    private static final String VERSION = "application/vnd.atlas.2024-11-13+json";
    private static final String ERROR = "application/json";

    private final RunningGateway gateway = RunningGateway.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void readsAFlexClusterAsAtlasAnswersIt() {
        var reply = gateway.send(flex("search", "orders-flex").GET());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(VERSION + ";charset=utf-8");
        assertThat(reply.headers().map()).doesNotContainKeys("Deprecation", "Sunset", "Link");
        assertThat(reply.body()).isEqualTo(atAtlas("orders-flex"));
        for (var field : new String[] {
            "/backupSettings/enabled",
            "/clusterType",
            "/connectionStrings/standard",
            "/connectionStrings/standardSrv",
            "/createDate",
            "/mongoDBVersion",
            "/providerSettings/diskSizeGB",
            "/providerSettings/providerName",
            "/stateName",
            "/versionReleaseSystem"
        }) {
            assertThat(reply.json().at(field).isMissingNode()).as(field).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {VERSION, "application/vnd.atlas.2025-03-12+json", ERROR})
    void updatesAFlexCluster(String contentType) {
        var body = "{\"tags\":[{\"key\":\"owner\",\"value\":\"terraform\"}],\"terminationProtectionEnabled\":true}\n";
        var reply = gateway.send(flex("payments", "orders-flex")
                .setHeader("Accept", "application/vnd.atlas.2025-03-12+json")
                .header("Content-Type", contentType)
                .method("PATCH", BodyPublishers.ofString(body)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(VERSION + ";charset=utf-8");
        assertThat(reply.json().path("tags")).hasToString("[{\"key\":\"owner\",\"value\":\"terraform\"}]");
        var record = gateway.audited(reply).getLast();
        assertThat(record)
                .containsEntry("operation", "updateFlexCluster")
                .containsEntry("outcome", "applied")
                .containsEntry("instance", "orders-flex")
                .containsEntry("target", "PATCH /api/atlas/v2/groups/" + ORDERS + "/flexClusters/orders-flex");
    }

    @Test
    void answersHeadWithTheHeadersOfGet() {
        for (var request : new HttpRequest.Builder[] {
            flex("search", "orders-dev"), gateway.as("search", RunningGateway.path(ORDERS, "orders-dev"))
        }) {
            var head = gateway.send(request.method("HEAD", BodyPublishers.noBody()));
            var get = gateway.send(request.GET());
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            assertThat(gateway.audited(head).getLast()).containsEntry("method", "HEAD");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "search, PATCH, application/vnd.atlas.2024-11-13+json, {}, 403, USER_UNAUTHORIZED",
                "payments, GET, */*, -, 406, INVALID_VERSION_DATE",
                "payments, GET, application/json, -, 406, INVALID_VERSION_DATE",
                "payments, PATCH, application/vnd.atlas.2023-01-01+json, {}, 406, INVALID_VERSION_DATE",
                "payments, PATCH, application/vnd.atlas.2024-11-13+json, '{\"name\":\"x\"}', 400, VALIDATION_ERROR",
                "payments, DELETE, application/vnd.atlas.2024-11-13+json, -, 405, GATEWAY_METHOD_NOT_ALLOWED"
            })
    void refusesAsPlainJson(String team, String method, String accept, String body, int status, String code) {
        var reply = gateway.send(flex(team, "orders-dev")
                .setHeader("Accept", accept)
                .header("Content-Type", VERSION)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.errorCode()).isEqualTo(code);
        assertThat(reply.header("X-Error-Code")).isEqualTo(code);
        assertThat(reply.header("Content-Type")).isEqualTo(ERROR);
    }

    @Test
    void passesOnAtlassOwnError() {
        var reply = gateway.send(flex("payments", "orders-m10").GET());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API");
        assertThat(reply.json().path("parameters")).hasToString("[\"orders-m10\"]");
        assertThat(reply.header("Content-Type")).isEqualTo(ERROR);
    }

    @Test
    void wrapsAndIndentsAsAsked() {
        var reply = gateway.send(gateway.as("payments", path("orders-dev") + "?envelope=true&pretty=true")
                .header("Accept", VERSION)
                .GET());
        assertThat(reply.json().path("status").intValue()).isEqualTo(200);
        assertThat(reply.json().at("/content/name").asString()).isEqualTo("orders-dev");
        assertThat(reply.body()).contains("\n");
        assertThat(reply.header("Content-Type")).isEqualTo(VERSION + ";charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.0/groups/%s/serverless/", "v2/groups/%s/serverless/", "v2/groups/%s/flexClusters/"})
    void isHeldToOneGuardrailWhateverApiItCalls(String path) {
        var reply = gateway.send(gateway.as("payments", "/api/atlas/" + path.formatted(ORDERS) + "orders-prod")
                .header("Accept", VERSION)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"terminationProtectionEnabled\":false}")));
        assertThat(reply.status()).as(reply.body()).isEqualTo(403);
        assertThat(reply.errorCode()).isEqualTo("GATEWAY_GUARDRAIL_VIOLATION");
        assertThat(gateway.audited(reply).getLast())
                .containsEntry("decided_by", "guardrail:keep-protection-in-production")
                .containsEntry("login", "service-account");
    }

    /** What {@code atlas clusters update --tag environment=prod} sends. */
    @Test
    void changesATagThatTheAtlasCliSendsTwice() {
        var reply = gateway.send(
                flex("payments", "orders-cli")
                        .header("Content-Type", VERSION)
                        .method(
                                "PATCH",
                                BodyPublishers.ofString(
                                        "{\"tags\":[{\"key\":\"environment\",\"value\":\"dev\"},{\"key\":\"environment\",\"value\":\"prod\"}]}")));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("tags")).hasToString("[{\"key\":\"environment\",\"value\":\"prod\"}]");
        assertThat(reply.header("Warning"))
                .endsWith("299 atlas-gateway \"the tag environment was sent twice; its last value counts\"");
        assertThat(gateway.audited(reply).getLast().get("notes").toString()).contains("environment was sent twice");
    }

    /** The order of calls of the Atlas CLI and of Terraform for an update. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-08-05", "2023-02-01", "2025-03-12", "2023-01-01"})
    void asksAtlasWhetherAClusterIsAFlexCluster(String date) {
        var flex = gateway.send(cluster("orders-dev", "application/vnd.atlas." + date + "+json"));
        assertThat(flex.status()).isEqualTo(400);
        assertThat(flex.errorCode()).isEqualTo("CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API");
        assertThat(flex.json().path("parameters")).hasToString("[\"orders-dev\"]");
        var dedicated = gateway.send(cluster("orders-m10", "application/vnd.atlas." + date + "+json"));
        assertThat(dedicated.status()).isEqualTo(501);
        assertThat(dedicated.errorCode()).isEqualTo("GATEWAY_OPERATION_NOT_SERVED");
        assertThat(dedicated.json().path("detail").asString()).contains("not a flex cluster");
        var anyVersion = gateway.send(cluster("orders-dev", "*/*"));
        assertThat(anyVersion.status()).isEqualTo(406);
    }

    @Test
    void asksAboutNoClusterThatTheTeamMayNotRead() {
        var path = "/api/atlas/v2/groups/" + ORDERS + "/clusters/orders-prod";
        var reply = gateway.send(gateway.as("narrow", path)
                .header("Accept", "application/vnd.atlas.2024-08-05+json")
                .GET());
        assertThat(reply.status()).isEqualTo(403);
    }

    private HttpRequest.Builder cluster(String name, String accept) {
        var path = "/api/atlas/v2/groups/" + ORDERS + "/clusters/" + name;
        return gateway.as("search", path).header("Accept", accept).GET();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0, */*, application/json",
        "v2, application/vnd.atlas.2024-11-13+json, application/vnd.atlas.2023-01-01+json;charset=utf-8"
    })
    void servesServerlessInstancesInTheirOwnShape(String version, String accept, String type) {
        var path = "/api/atlas/" + version + "/groups/" + ORDERS + "/serverless/orders-sl";
        var updated = gateway.send(gateway.as("payments", path)
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"terminationProtectionEnabled\":true}")));
        var read =
                gateway.send(gateway.as("search", path).header("Accept", accept).GET());
        for (var reply : List.of(updated, read)) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo(type);
            assertThat(reply.json().at("/providerSettings/providerName").asString())
                    .isEqualTo("SERVERLESS");
            assertThat(reply.json().at("/links/0/href").asString()).endsWith(path);
            assertThat(reply.headers().map()).containsKeys("Deprecation", "Sunset");
            assertThat(reply.header("Link")).contains("/flexClusters/orders-sl>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.0", "v2"})
    void servesServerlessInstancesOfAnAtlasThatStillHasThem(String version) {
        var path = "/api/atlas/" + version + "/groups/" + LEGACY + "/serverless/old";
        var reply = gateway.send(gateway.as("payments", path)
                .header("Accept", "application/vnd.atlas.2023-01-01+json")
                .header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(
                                "{\"serverlessBackupOptions\":{\"serverlessContinuousBackupEnabled\":true}}")));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json()
                        .at("/serverlessBackupOptions/serverlessContinuousBackupEnabled")
                        .booleanValue())
                .isTrue();
        assertThat(reply.json().at("/links/0/href").asString()).endsWith(path);
        assertThat(reply.header("Warning")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0/groups/32b6e34b3d91647abb20e7b8/serverless, SERVERLESS",
        "v2/groups/32b6e34b3d91647abb20e7b8/serverless, SERVERLESS",
        "v2/groups/32b6e34b3d91647abb20e7b8/flexClusters, FLEX"
    })
    void listsTheInstancesThatTheTeamMayRead(String path, String provider) {
        gateway.atlas().addInstance(ORDERS, "orders-a-dev");
        var list = gateway.send(list("narrow", path, ""));
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        var names = names(list);
        assertThat(names).contains("orders-a-dev", "orders-dev").allMatch(name -> name.endsWith("-dev"));
        assertThat(list.json().path("totalCount").intValue()).isEqualTo(names.size());
        assertThat(list.json().at("/results/0/providerSettings/providerName").asString())
                .isEqualTo(provider);
        assertThat(list.json().at("/links/0/href").asString())
                .contains(path + "?")
                .doesNotContain("500");
        assertThat(gateway.audited(list).getLast())
                .containsEntry("instance", null)
                .containsEntry("outcome", "answered");

        var second = gateway.send(list("narrow", path, "?itemsPerPage=1&pageNum=2&includeCount=false"));
        assertThat(names(second)).containsExactly(names.get(1));
        assertThat(second.json().has("totalCount")).isFalse();
        assertThat(second.json()
                        .path("links")
                        .valueStream()
                        .map(link -> link.path("rel").asString()))
                .startsWith("self", "previous");
        var wrapped = gateway.send(list("narrow", path, "?envelope=true"));
        assertThat(wrapped.json().path("status").intValue()).isEqualTo(200);
        assertThat(names(wrapped)).isEqualTo(names);
        assertThat(gateway.send(list("lapsed", path, "")).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pageNum=0",
                "pageNum=x",
                "itemsPerPage=501",
                "itemsPerPage=",
                "includeCount=1",
                "pageNum=1&pageNum=2"
            })
    void refusesAPageThatDoesNotExist(String query) {
        var reply = gateway.send(list("search", "v2/groups/" + ORDERS + "/flexClusters", "?" + query));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("VALIDATION_ERROR");
    }

    private HttpRequest.Builder list(String team, String path, String query) {
        return gateway.as(team, "/api/atlas/" + path + query)
                .header("Accept", VERSION)
                .GET();
    }

    private static List<String> names(Reply list) {
        return list.json()
                .path("results")
                .valueStream()
                .map(instance -> instance.path("name").asString())
                .toList();
    }

    private HttpRequest.Builder flex(String team, String name) {
        return gateway.as(team, path(name)).header("Accept", VERSION);
    }

    private static String path(String name) {
        return "/api/atlas/v2/groups/" + ORDERS + "/flexClusters/" + name;
    }

    /** Returns what Atlas itself answers. */
    private String atAtlas(String name) {
        var atlas = gateway.atlas().baseUrl();
        var login = HttpRequest.newBuilder(atlas.resolve("/api/oauth/token"))
                .header(
                        "Authorization",
                        "Basic "
                                + HttpHeaders.encodeBasicAuth(
                                        AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET, UTF_8))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
        var token = Reply.to(http, login.build()).json().path("access_token").asString();
        var read = HttpRequest.newBuilder(atlas.resolve(path(name)))
                .header("Authorization", "Bearer " + token)
                .header("Accept", VERSION);
        return Reply.to(http, read.build()).body();
    }
}

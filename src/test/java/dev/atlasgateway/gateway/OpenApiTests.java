package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.LEGACY;
import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static dev.atlasgateway.gateway.RunningGateway.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.simulator.fault.Effect.Nonsense;
import dev.atlasgateway.simulator.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The answers of the gateway agree with the description that it serves. */
@TestInstance(Lifecycle.PER_CLASS)
@OnSharedGateway
class OpenApiTests {

    private static final String PATH = path(ORDERS, "orders-dev");

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void isServedWithoutCredentials() {
        var reply = gateway.send(gateway.anonymous("/openapi.yaml").GET());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/yaml");
        assertThat((Object) new Yaml().load(reply.body())).isInstanceOf(Map.class);
    }

    @Test
    void describesEveryOperationOfTheCatalogue() {
        var description = gateway.send(gateway.anonymous("/openapi.yaml").GET()).body();
        Map<String, Map<String, Map<String, Object>>> paths = new Yaml()
                .<Map<String, Map<String, Map<String, Map<String, Object>>>>>load(description)
                .get("paths");
        for (var operation : Operation.values()) {
            var described = paths.get(operation.path()).get(operation.method().toLowerCase(Locale.ROOT));
            assertThat(described).containsEntry("operationId", operation.id());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "payments | orders-dev  | -                             | {}     | 200 | ServerlessInstanceDescription",
                "payments | orders-dev  | ?envelope=true                | {}     | 200 | -",
                "payments | orders-dev  | ?pretty=true                  | {}     | 200 | ServerlessInstanceDescription",
                "payments | orders-dev  | -                             | {      | 400 | ApiError",
                "payments | orders-dev  | -                             | {'a':1}| 400 | ApiError",
                "payments | orders-dev  | ?envelope=1                   | {}     | 400 | ApiError",
                "payments | -bad        | -                             | {}     | 400 | ApiError",
                "search   | orders-dev  | -                             | {}     | 403 | ApiError",
                "search   | orders-dev  | ?envelope=true                | {}     | 403 | -",
                "payments | orders-m10/x| -                             | {}     | 501 | ApiError"
            })
    void answersAsDescribed(String team, String instance, String query, String body, int status, String schema) {
        var reply = gateway.send(gateway.update(team, instance, query == null ? "" : query, body.replace('\'', '"')));
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        if (schema != null) { // else the envelope, which send() checks
            assertThat(OpenApi.faults(schema, reply.body())).isEmpty();
        }
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("X-Request-Id")).isNotEmpty();
        assertThat(OpenApi.headerFaults(status == 200 ? "Instance" : "Error", reply.headers()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev, FlexClusterDescription, FlexCluster",
        "v2/groups/32b6e34b3d91647abb20e7b8/flexClusters, FlexClusterList, FlexClusterList",
        "v2/groups/32b6e34b3d91647abb20e7b8/flexClusters?envelope=true, FlexClusterList, FlexClusterList",
        "v2/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev, ServerlessInstanceDescription, InstanceV2",
        "v2/groups/32b6e34b3d91647abb20e7b8/serverless, InstanceList, InstanceListV2",
        "v1.0/groups/32b6e34b3d91647abb20e7b8/serverless, InstanceList, InstanceList",
        "v2/groups/32b6e34b3d91647abb20e7b8/clusters/orders-dev, ApiError, Error",
        "v2/groups/32b6e34b3d91647abb20e7b8/databaseUsers, ApiError, Error"
    })
    void readsAsDescribed(String path, String schema, String response) {
        var reply = gateway.send(gateway.as("search", "/api/atlas/" + path)
                .header("Accept", "application/vnd.atlas.2025-03-12+json")
                .GET());
        assertThat(OpenApi.faults(schema, reply.body())).isEmpty();
        assertThat(OpenApi.headerFaults(response, reply.headers())).isEmpty();
    }

    /** That each field of an answer is described, {@link RunningGateway#send} checks for all tests. */
    @Test
    void answersEveryFieldThatIsDescribed() {
        var never = AnswerCheck.OF_CALLERS.neverSeen(() -> {
            gateway.send(update("{\"tags\":[{\"key\":\"owner\",\"value\":\"described\"}]}"));
            for (var path : List.of(
                    "v2/groups/%s/flexClusters/orders-dev",
                    "v2/groups/%s/flexClusters?envelope=true",
                    "v2/groups/%s/serverless?envelope=true",
                    "v1.0/groups/%s/serverless/orders-dev",
                    "v2/groups/%s/clusters/orders-dev")) {
                gateway.send(gateway.as("search", "/api/atlas/" + path.formatted(ORDERS))
                        .header("Accept", "application/vnd.atlas.2025-03-12+json")
                        .GET());
            }
            gateway.send(gateway.as("payments", path(LEGACY, "orders-dev")).GET());
            gateway.send(update("{\"a\":1}"));
            gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments");
            gateway.send(gateway.anonymous("/api/oauth/token")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("")));
        });
        never.removeIf(field -> field.contains("rivateEndpoint")); // the simulated Atlas has none
        assertThat(never).isEmpty();
    }

    Stream<Arguments> refusals() throws IOException {
        return Stream.of(
                Arguments.of(401, "WWW-Authenticate", gateway.anonymous(PATH).header("Authorization", "Bearer x")),
                Arguments.of(405, "Allow", gateway.as("payments", PATH).DELETE()),
                Arguments.of(409, "RateLimit-Limit", update("{}")),
                Arguments.of(413, "X-Error-Code", gzip(" ".repeat(300_000))),
                Arguments.of(415, "Accept", update("{}").setHeader("Content-Type", "text/plain")),
                Arguments.of(415, "Accept-Encoding", update("{}").header("Content-Encoding", "br")),
                Arguments.of(429, "Retry-After", update("{}")),
                Arguments.of(502, "X-Error-Code", update("{}")),
                Arguments.of(503, "Retry-After", update("{}")));
    }

    /** If the request is valid, Atlas refuses it and asks for a retry at once, which the gateway does not pass on. */
    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("refusals")
    void describesTheHeadersOfEveryRefusal(int status, String header, HttpRequest.Builder request) {
        gateway.atlas()
                .orders((status == 502 ? Fault.garbage(Nonsense.HTML) : Fault.status(status, 0))
                        .on("GET")
                        .always());
        var reply = gateway.send(request);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(OpenApi.faults("ApiError", reply.body())).isEmpty();
        assertThat(OpenApi.headerFaults("Error", reply.headers())).isEmpty();
        assertThat(reply.headers().map()).containsKeys(header, "X-Request-Id", "Deprecation", "Sunset", "Link");
    }

    /** Small enough to be sent as a whole before it is refused. */
    private HttpRequest.Builder gzip(String body) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(body.getBytes(UTF_8));
        }
        return update("")
                .header("Content-Encoding", "gzip")
                .method("PATCH", BodyPublishers.ofByteArray(out.toByteArray()));
    }

    private HttpRequest.Builder update(String body) {
        return gateway.update("payments", "orders-dev", "", body);
    }

    @Test
    void findsAHeaderThatIsNotAsDescribed() {
        assertThat(headerFaults("X-New", "1")).containsExactly("X-New is not described");
        assertThat(headerFaults("retry-after", "0")).hasSize(1);
        assertThat(headerFaults("Retry-After", "Mon, 23 Nov 2026 10:01:00 GMT")).hasSize(1);
        assertThat(headerFaults("Retry-After", "7")).isEmpty();
    }

    private static List<String> headerFaults(String name, String value) {
        return OpenApi.headerFaults("Error", HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true));
    }

    @AfterEach
    void clearFaults() {
        gateway.atlas().clearFaults();
    }

    @Test
    void findsAnAnswerThatIsNotAsDescribed() {
        assertThat(OpenApi.faults("ApiError", "{\"error\":\"400\"}")).isNotEmpty();
        assertThat(OpenApi.faults("ServerlessInstanceDescription", "{\"name\":\"x\"}"))
                .isNotEmpty();
    }

    @Test
    void logsInAsDescribed() {
        var authorized = gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments");
        assertThat(OpenApi.faults("Token", authorized.body())).isEmpty();
        var refused = gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34cd:wrong");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(OpenApi.faults("OAuthError", refused.body())).isEmpty();
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(OpenApi.headerFaults("LoginError", refused.headers())).isEmpty();
    }

    @Test
    void refusesAnonymousCallersAsDescribed() {
        var reply = gateway.send(gateway.anonymous(PATH).GET());
        assertThat(OpenApi.faults("ApiError", reply.body())).isEmpty();
    }
}

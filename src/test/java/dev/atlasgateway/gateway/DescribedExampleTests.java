package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atlasgateway.simulator.fault.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bodies that the descriptions of the APIs show as examples. */
@OnSharedGateway
class DescribedExampleTests {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "admin.yaml"})
    void areAsTheirSchemasSay(String file) throws IOException {
        assertThat(root(file).findValues("content"))
                .isNotEmpty()
                .allSatisfy(contents -> contents.forEachEntry((type, content) -> {
                    if (type.contains("json") && content.isObject() && content.has("schema")) {
                        var schema = content.path("schema").path("$ref").asString("");
                        assertThat(examples(content))
                                .allSatisfy(example -> assertThat(faults(file, schema, example))
                                        .isEmpty());
                    }
                }));
    }

    /** All examples for callers, except an error of Atlas itself and one of an outage. */
    @Test
    void areWhatTheGatewayAnswers() throws IOException {
        var gateway = RunningGateway.shared();
        var change =
                "{\"terminationProtectionEnabled\":true,\"tags\":[{\"key\":\"environment\",\"value\":\"production\"}]}";
        assertThat(gateway.patch("payments", "orders-dev", change).status()).isEqualTo(200);
        var v1 = "v1.0/groups/" + ORDERS + "/serverless";
        var v2 = "v2/groups/" + ORDERS + "/serverless";
        var flex = "v2/groups/" + ORDERS + "/flexClusters";
        assertIsExample(read(v1 + "/orders-dev"), "Instance/content/application~1json/example");
        assertIsExample(read(v1), "InstanceList/content/application~1json/example");
        assertIsExample(read(v2 + "/orders-dev"), "InstanceV2/content/application~1vnd.atlas.2023-01-01+json/example");
        assertIsExample(read(v2), "InstanceListV2/content/application~1vnd.atlas.2023-01-01+json/example");
        assertIsExample(
                read(flex + "/orders-dev"), "FlexCluster/content/application~1vnd.atlas.2024-11-13+json/example");
        assertIsExample(read(flex), "FlexClusterList/content/application~1vnd.atlas.2024-11-13+json/example");
        assertIsExample(gateway.patch("search", "orders-dev", "{}"), error("Error", "noGrant"));
        assertIsExample(
                Stream.generate(() -> gateway.get("hasty", "orders-dev"))
                        .filter(reply -> reply.status() == 429)
                        .findFirst()
                        .orElseThrow(),
                error("Error", "limited"));
        assertIsExample(read("v2/groups/" + ORDERS + "/databaseUsers"), error("ServerError", "notServed"));
        gateway.atlas().orders(Fault.resetAfterApplying().on("PATCH").times(3));
        assertIsExample(gateway.patch("payments", "orders-dev", change), error("ServerError", "inDoubt"));
        assertIsExample(
                gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34cd:wrong"),
                "LoginError/content/application~1json/example");
    }

    private static Reply read(String path) {
        var gateway = RunningGateway.shared();
        return gateway.send(gateway.as("payments", "/api/atlas/" + path)
                .header("Accept", "application/vnd.atlas.2025-03-12+json")
                .GET());
    }

    private static String error(String response, String name) {
        return response + "/content/application~1json/examples/" + name + "/value";
    }

    private static void assertIsExample(Reply reply, String place) throws IOException {
        var example = root("openapi.yaml").at("/components/responses/" + place);
        assertThat(general(shortened(reply.json()))).as(place).isEqualTo(general(example));
    }

    /** Returns a list with the instance of the examples only, because tests make more. */
    private static JsonNode shortened(JsonNode answer) {
        if (answer.path("results").isArray()) {
            var instance = answer.path("results")
                    .valueStream()
                    .filter(one -> one.path("name").asString("").equals("orders-dev"))
                    .toList();
            ((ObjectNode) answer)
                    .put("totalCount", instance.size())
                    .putArray("results")
                    .addAll(instance);
        }
        return answer;
    }

    /** Returns a body without what differs from call to call and from gateway to gateway. */
    private static JsonNode general(JsonNode body) {
        return JsonMapper.shared()
                .readTree(body.toString()
                        .replaceAll("\"(id|createDate|standard|standardSrv)\":\"[^\"]*", "\"$1\":\"")
                        .replaceAll("\"href\":\"https?://[^/]+", "\"href\":\"")
                        .replaceAll("([Tt]eam) \\w+", "$1")
                        .replaceAll("Request id: [^\"]+", "")
                        .replaceAll("(after|capacity:|rate:|per) \\d+", "$1")
                        .replaceAll("(serverless/orders-dev\"),[\\d,]+", "$1"));
    }

    private static JsonNode root(String file) throws IOException {
        try (var yaml = DescribedExampleTests.class.getResourceAsStream("/" + file)) {
            return JsonMapper.shared().valueToTree(new Yaml().load(yaml));
        }
    }

    private static List<JsonNode> examples(JsonNode content) {
        var examples = new ArrayList<JsonNode>();
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        if (content.has("example")) {
            examples.add(content.path("example"));
        }
        return examples;
    }

    /** @param schema the reference to it, because the schema of every body has a name */
    private static List<String> faults(String file, String schema, JsonNode example) {
        assertThat(schema).startsWith("#/components/schemas/");
        return SCHEMAS
                .getSchema(SchemaLocation.of("classpath:" + file + schema))
                .validate(example.toString(), InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }
}

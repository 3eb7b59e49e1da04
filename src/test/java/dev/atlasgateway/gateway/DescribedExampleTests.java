package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bodies that the descriptions of the APIs show as examples. */
class DescribedExampleTests {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "admin.yaml"})
    void areAsTheirSchemasSay(String file) throws IOException {
        try (var yaml = DescribedExampleTests.class.getResourceAsStream("/" + file)) {
            JsonNode root = JsonMapper.shared().valueToTree(new Yaml().load(yaml));
            assertThat(root.findValues("content"))
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

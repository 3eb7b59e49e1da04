package dev.atlasgateway.admin.api;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks requests and answers by the OpenAPI description of the admin API. */
final class AdminDescription {

    private static final String PLACE = "classpath:admin.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonNode ROOT = read();

    private AdminDescription() {}

    /** @param pointer its place in the description */
    record Operation(String method, String path, String pointer, JsonNode said) {

        JsonNode body() {
            return said.at("/requestBody/content/application~1json");
        }

        /** Returns the path with the example of each of its variables. */
        String examplePath() {
            var filled = path;
            for (var parameter : ROOT.path("paths").path(path).path("parameters")) {
                var known = resolved(parameter);
                filled = filled.replace(
                        "{" + known.path("name").asString() + "}",
                        known.path("example").asString());
            }
            return filled;
        }

        boolean needsNothing() {
            return path.indexOf('{') < 0
                    && said.path("parameters")
                            .valueStream()
                            .noneMatch(parameter ->
                                    resolved(parameter).path("required").asBoolean());
        }

        /** Returns how an answer violates the schema of its status. An answer that is not described is a fault too. */
        List<String> answerFaults(int status, String json) {
            var answer = "/responses/" + status;
            var shared = said.at(answer).path("$ref").asString("");
            var schema =
                    (shared.isEmpty() ? pointer + answer : shared.substring(1)) + "/content/application~1json/schema";
            return ROOT.at(schema).isMissingNode()
                    ? List.of("no answer %d with JSON is described".formatted(status))
                    : faults(schema, json);
        }

        List<String> parameters() {
            return said.path("parameters")
                    .valueStream()
                    .map(parameter -> resolved(parameter).path("name").asString(""))
                    .toList();
        }

        boolean answersJson() {
            return resolved(said.at("/responses/200")).path("content").has("application/json");
        }

        List<String> bodyFaults(JsonNode json) {
            return faults(pointer + "/requestBody/content/application~1json/schema", json.toString());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        ROOT.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, said) -> {
                    if (METHODS.contains(method)) {
                        var pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, pointer, said));
                    }
                }));
        return operations;
    }

    /** Returns the names of the objects in requests and answers. */
    static Stream<String> objects() {
        return ROOT.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().path("type").asString("").equals("object"))
                .map(Map.Entry::getKey);
    }

    /** Returns how the example violates its schema. A missing example is a fault too. */
    static List<String> exampleFaults(String object) {
        var pointer = "/components/schemas/" + object;
        var example = ROOT.at(pointer).path("examples").path(0);
        return example.isMissingNode() ? List.of("there is no example") : faults(pointer, example.toString());
    }

    private static List<String> faults(String pointer, String json) {
        return SCHEMAS
                .getSchema(SchemaLocation.of(
                        PLACE + "#" + pointer.replace("{", "%7B").replace("}", "%7D")))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    static JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : ROOT.at(reference.substring(1));
    }

    private static JsonNode read() {
        try (var stream = AdminDescription.class.getResourceAsStream("/admin.yaml")) {
            var yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return JsonMapper.shared().valueToTree(new Yaml().load(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

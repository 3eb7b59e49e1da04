package dev.atlasgateway.gateway;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares lines of the log with the fields that the Elastic Common Schema (ECS) publishes. */
final class EcsFields {

    private static final String OWN = "gateway.";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Map<String, String> PUBLISHED = read();

    private EcsFields() {}

    /** Returns what Elasticsearch would refuse or misread in a line; empty if it follows ECS. */
    static List<String> faults(String line) {
        try {
            var faults = new ArrayList<String>();
            for (var field : fields(line).entrySet()) {
                var name = field.getKey();
                if (!name.startsWith(OWN) && !isOfType(PUBLISHED.getOrDefault(name, "unknown"), field.getValue())) {
                    faults.add(name + " is " + field.getValue() + ", in ECS " + PUBLISHED.get(name));
                }
            }
            return faults;
        } catch (JacksonException | IllegalStateException e) {
            return List.of(line, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the values of a line by their names with dots. */
    static Map<String, JsonNode> fields(String line) {
        var fields = new TreeMap<String, JsonNode>();
        flatten("", JSON.readTree(line), fields);
        return fields;
    }

    private static void flatten(String prefix, JsonNode object, Map<String, JsonNode> fields) {
        object.properties().forEach(member -> {
            var name = prefix + member.getKey();
            if (member.getValue().isObject()) {
                flatten(name + ".", member.getValue(), fields);
            } else if (fields.put(name, member.getValue()) != null) {
                throw new IllegalStateException(name + " is there twice");
            }
        });
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "keyword", "wildcard", "match_only_text", "constant_keyword", "date", "ip" ->
                value.isString() || value.isArray();
            case "long", "float", "scaled_float" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private static Map<String, String> read() {
        try {
            return new ClassPathResource("ecs/fields-8.11.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(toMap(field -> field[0], field -> field[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

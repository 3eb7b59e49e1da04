package dev.atlasgateway.document;

import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON schema of policy documents, by which editors check and complete them. */
public final class PolicySchema {

    private PolicySchema() {}

    /** Returns the schema as JSON. */
    public static String json() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:atlas-gateway:policy");
        schema.put("title", "Policy of Atlas Gateway");
        schema.put(
                "description",
                "Who may do what to which Atlas project. The gateway refuses what no grant allows. It checks the document as a"
                        + " whole: a document with any error changes nothing.");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("properties", sections(List.of(ObjectKind.values()), 0));
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(schema);
    }

    private static Map<String, Object> sections(List<ObjectKind> kinds, int depth) {
        var sections = new LinkedHashMap<String, Object>();
        DocumentReader.bySection(kinds, depth).forEach((key, some) -> {
            var description = some.getFirst().description();
            sections.put(
                    key,
                    description.section().size() == depth + 1
                            ? section(description)
                            : mapping(
                                    "How often callers may call, where it differs from the defaults.",
                                    Map.of("additionalProperties", false, "properties", sections(some, depth + 1))));
        });
        return sections;
    }

    private static Map<String, Object> section(ObjectDescription<PolicyObject> description) {
        var key = description.keyType();
        if (key == null) {
            var list = mapping(description.sectionDescription(), Map.of("items", description.schema()));
            list.put("type", List.of("array", "null"));
            return list;
        }
        return mapping(
                description.sectionDescription(),
                Map.of(
                        "propertyNames",
                                Map.of("pattern", String.valueOf(key.schema().get("pattern"))),
                        "additionalProperties", description.schema()));
    }

    private static Map<String, Object> mapping(String description, Map<String, Object> more) {
        var mapping = new LinkedHashMap<String, Object>();
        mapping.put("description", description);
        mapping.put("type", List.of("object", "null"));
        mapping.putAll(more);
        return mapping;
    }
}
